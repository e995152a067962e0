#include <recon/io/statement_words.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include <string_view>

using namespace recon::io;

TEST_CASE("statement_words: which way money moves") {
    struct row {
        std::string_view cell;
        way_word way;
    };
    constexpr row table[]{
        {"Debit", way_word::out},
        {"DR", way_word::out},
        {"dr.", way_word::out},
        {"Soll", way_word::out},
        {"S", way_word::out},
        {"Af", way_word::out},
        {"支出", way_word::out},
        {"Credit", way_word::in},
        {"CR", way_word::in},
        {"H", way_word::in},
        {"Bij", way_word::in},
        {"贷 Cr", way_word::in},
        {"Haben", way_word::in},
        {"不计收支", way_word::neither},
        {"/", way_word::neither},
        {"", way_word::unknown},
        {"Sale", way_word::unknown},
        {"X", way_word::unknown},
        {"Debit card fee", way_word::unknown},
    };
    for (row const& r : table) {
        CAPTURE(r.cell);
        CHECK(way_of(r.cell) == r.way);
    }
}

TEST_CASE("statement_words: what is announced") {
    for (std::string_view const cell : {"Pending", "offen", "PENDING", "Reserverat"})
        CHECK(says_pending(cell));
    for (std::string_view const cell : {"", "Completed", "2024-01-31", "no"})
        CHECK_FALSE(says_pending(cell));
}

TEST_CASE("statement_words: a row that is no transaction says so in its first words") {
    struct row {
        std::string_view text;
        row_kind kind;
    };
    constexpr row table[]{
        {"Opening Balance", row_kind::opening},
        {"opening balance 01.01.2024", row_kind::opening},
        {"Ingående saldo", row_kind::opening},
        {"SOLDE AU 31/01", row_kind::closing},
        {"Closing balance", row_kind::closing},
        {"Total", row_kind::total},
        {"合计金额", row_kind::total},
        {"Total Energies station", row_kind::transaction}, // a shop
        {"Totally fine", row_kind::transaction},
        {"Openings", row_kind::transaction},
        {"Saldo", row_kind::closing},
        {"Saldo Rechnung 17", row_kind::transaction},
        {"", row_kind::transaction},
        {"Coffee", row_kind::transaction},
    };
    for (row const& r : table) {
        CAPTURE(r.text);
        CHECK(kind_by_text(r.text) == r.kind);
    }
}

TEST_CASE("statement_words: some words need a row without a date, others stand at the end") {
    CHECK(kind_by_text("Solde en début de période", row_date::none) == row_kind::opening);
    CHECK(kind_by_text("Saldo Rechnung 17", row_date::none) == row_kind::closing);
    CHECK(kind_by_text("Total credits", row_date::none) == row_kind::total);
    CHECK(kind_by_text("Total Energies", row_date::none) == row_kind::transaction);
    CHECK(kind_by_text("Total", row_date::read) == row_kind::transaction);
    CHECK(kind_by_text("人民币合计") == row_kind::total);
    CHECK(kind_by_text("합계", row_date::none) == row_kind::total);
    CHECK(kind_by_text("Algsaldo", row_date::read) == row_kind::opening);
    CHECK(kind_by_text("Beigu atlikums", row_date::read) == row_kind::closing);
}

TEST_CASE("statement_words: failed, yes, and the way of a description's beginning") {
    for (std::string_view const cell : {"Failed", "DECLINED", "Canceled", "Geweigerd"})
        CHECK(says_failed(cell));
    for (std::string_view const cell : {"", "Refunded", "Completed", "Reversal"})
        CHECK_FALSE(says_failed(cell));
    CHECK(says_yes("True"));
    CHECK(says_yes("ja"));
    CHECK_FALSE(says_yes("False"));
    CHECK_FALSE(says_yes(""));
    CHECK(way_of_beginning("消费 店") == way_word::out);
    CHECK(way_of_beginning("（还款）店") == way_word::in);
    CHECK(way_of_beginning("Purchase return SHOP") == way_word::in);
    CHECK(way_of_beginning("Purchases") == way_word::unknown);
    CHECK(way_of_beginning("Coffee") == way_word::unknown);
    CHECK(way_of_beginning("") == way_word::unknown);
}

TEST_CASE("statement_words: an outcome tells the way only where it is unmistakable") {
    CHECK(way_of_outcome("退款成功") == way_word::in);
    CHECK(way_of_outcome("充值完成") == way_word::in);
    CHECK(way_of_outcome("提现已到账") == way_word::out);
    CHECK(way_of_outcome("支付成功") == way_word::unknown); // paid: by whom is not said
    CHECK(way_of_outcome("Refunded") == way_word::unknown); // of the payment, or of its return?
    CHECK(says_closed("交易关闭"));
    CHECK_FALSE(says_closed("交易成功"));
}

TEST_CASE("statement_words: a mask has parts; a line of stars or a word has none") {
    for (std::string_view const cell :
         {"XX.XX.XXXX", "X.XX", "xx,yyyy.zz", "**.**", "1x-0x-2024"}) {
        CAPTURE(cell);
        CHECK(is_masked(cell));
    }
    for (std::string_view const cell :
         {"", "********", "----", "X", "12.50", "2024-01-31", "x-ray",
          "xx,yyyy.zz of all that stands in the cell of a statement"}) {
        CAPTURE(cell);
        CHECK_FALSE(is_masked(cell));
    }
}
