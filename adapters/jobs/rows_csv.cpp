#include "adapters/jobs/rows_csv.hpp"

#include <recon/io/csv_cells.hpp>
#include <recon/io/day.hpp>
#include <recon/io/figures.hpp>

#include <cstddef>

namespace recon::jobs {

void write_rows_csv(io::byte_sink& to, io::finished_run const& run, unsigned threads) {
    to.write(rows_header);
    for (auto const which : {side::left, side::right}) {
        auto const& of = run.of(which);
        io::write_rows(
            to, of.file.entries.size(), threads, [&](io::text_block& out, std::size_t i) {
                auto const& row = of.file.entries[i];
                (out += io::name_of(which)) += ',';
                io::append_position(out, of, static_cast<row_index>(i));
                io::append_iso(out += ',', row.day);
                out += ',';
                if (row.value_day) io::append_iso(out, *row.value_day);
                io::append_sum(out += ',', row.amount.minor, row.amount.unit.digits());
                (out += ',') += row.amount.unit.code();
                for (auto const text :
                     {row.description, row.reference, row.counterparty, row.account, row.id})
                    io::append_text_cell(out += ',', text);
                out += '\n';
            });
    }
}

} // namespace recon::jobs
