#include "adapters/http/form.hpp"

#include "adapters/http/multipart.hpp"
#include "adapters/http/problem.hpp"
#include "adapters/http/secret.hpp"
#include "adapters/http/target.hpp"

#include <recon/io/utf8.hpp>

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace recon::http {

namespace {

[[noreturn]] void too_large(std::uint64_t limit) {
    constexpr std::uint64_t mib = 1U << 20U;
    auto const said = limit >= mib ? std::to_string(limit / mib) + " MiB"
                                   : std::to_string(limit / 1'024) + " KiB";
    throw problem(413, "too-large",
                  "The request is larger than " + said
                      + ": send less, or ask the operator to raise MAX_UPLOAD_SIZE_MB.");
}

/// A full or broken disk is the operator's matter, and passes.
[[noreturn]] void no_room(int reason) {
    if (reason == ENOSPC || reason == EDQUOT)
        throw problem(507, "no-room", "The server's disk is full: try again later.")
            .with("Retry-After", "60");
    throw problem(503, "storage-unavailable", "The server cannot store files now: try again later.")
        .with("Retry-After", "60");
}

class hasher {
  public:
    hasher() : state_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
        EVP_DigestInit_ex(state_.get(), EVP_sha256(), nullptr);
    }
    void add(std::string_view bytes) { EVP_DigestUpdate(state_.get(), bytes.data(), bytes.size()); }
    std::string hex() {
        std::array<unsigned char, 32> digest{};
        EVP_DigestFinal_ex(state_.get(), digest.data(), nullptr);
        std::string out;
        for (auto const byte : digest) {
            out += "0123456789abcdef"[byte >> 4U];
            out += "0123456789abcdef"[byte & 15U];
        }
        return out;
    }

  private:
    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> state_;
};

/// A temporary file, gone with its last owner unless it was renamed meanwhile.
class temporary_file {
  public:
    explicit temporary_file(std::string const& folder) : path_(folder + "/in-" + random_hex(16)) {
        number_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (number_ < 0) no_room(errno);
    }
    temporary_file(temporary_file const&) = delete;
    temporary_file& operator=(temporary_file const&) = delete;
    ~temporary_file() {
        if (number_ >= 0) ::close(number_);
        ::unlink(path_.c_str());
    }
    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            auto const written = ::write(number_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) no_room(errno);
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    std::string const& path() const noexcept { return path_; }

  private:
    std::string path_;
    int number_ = -1;
};

class memory_receiver : public body_receiver {
  public:
    enum class kind { form, json, any };
    memory_receiver(kind of, std::uint64_t limit) : kind_(of), limit_(limit) {}
    void write(std::string_view bytes) override {
        if (text_.size() + bytes.size() > limit_) too_large(limit_);
        text_ += bytes;
    }
    void finish(request& to) override {
        if (kind_ != kind::form) {
            to.body = std::move(text_);
            return;
        }
        auto form = read_form(text_);
        if (!form) throw problem(400, "malformed-form", "The form is malformed.");
        to.form = std::move(*form);
    }

  private:
    kind kind_;
    std::uint64_t limit_;
    std::string text_;
};

class form_receiver : public body_receiver, part_sink {
  public:
    form_receiver(std::string_view boundary, bool files, body_limits limits)
        : files_(files), limits_(std::move(limits)), reader_(boundary, *this) {}

    void write(std::string_view bytes) override {
        total_ += bytes.size();
        if (total_ > limits_.body) too_large(limits_.file);
        reader_.feed(bytes);
    }
    void finish(request& to) override {
        reader_.finish();
        to.form = std::move(form_);
        to.uploads = std::move(uploads_);
    }

  private:
    void begin(part_head head) override {
        if (++parts_ > parts_max) throw problem(413, "too-large", "The form has too many parts.");
        current_ = {};
        file_.reset();
        hash_.emplace();
        is_file_ = head.filename.has_value();
        if (is_file_ && !files_)
            throw problem(415, "no-files", "This path takes fields, not files.");
        current_.field = std::move(head.name);
        if (!io::is_clean_utf8(current_.field))
            throw problem(400, "malformed-form", "The name of a field is no UTF-8.");
        if (is_file_) current_.label = clean_label(*head.filename);
    }

    void data(std::string_view bytes) override {
        current_.size += bytes.size();
        if (!is_file_) {
            if (current_.size > field_value_max)
                throw problem(413, "too-large", "A field of the form is too long.",
                              {{clean_label(current_.field), "at most 4 KiB"}});
            current_.bytes += bytes;
            return;
        }
        if (current_.size > limits_.file) too_large(limits_.file);
        hash_->add(bytes);
        if (!file_ && current_.size <= kept_in_memory_max) {
            current_.bytes += bytes;
            return;
        }
        if (!file_) spill();
        file_->write(bytes);
        if ((written_ += bytes.size()) > check_room_every) check_room();
    }

    void end() override {
        if (!is_file_) {
            if (!io::is_clean_utf8(current_.bytes))
                throw problem(400, "malformed-form", "A field of the form is no UTF-8.",
                              {{clean_label(current_.field), "expected UTF-8"}});
            form_.emplace_back(std::move(current_.field), std::move(current_.bytes));
            return;
        }
        current_.sha256 = hash_->hex();
        if (file_) {
            current_.path = file_->path();
            current_.owner = std::move(file_);
        }
        uploads_.push_back(std::move(current_));
    }

    void spill() {
        check_room();
        file_ = std::make_shared<temporary_file>(limits_.folder);
        file_->write(current_.bytes);
        current_.bytes = {};
    }

    void check_room() {
        written_ = 0;
        struct ::statvfs facts {};
        if (::statvfs(limits_.folder.c_str(), &facts) != 0) no_room(errno);
        if (std::uint64_t{facts.f_bavail} * facts.f_frsize < limits_.free_floor) no_room(ENOSPC);
    }

    static constexpr std::uint64_t check_room_every = std::uint64_t{4} << 20U;

    bool files_;
    body_limits limits_;
    multipart_reader reader_;
    std::uint64_t total_ = 0;
    std::uint64_t written_ = 0;
    std::size_t parts_ = 0;
    bool is_file_ = false;
    upload current_;
    std::shared_ptr<temporary_file> file_;
    std::optional<hasher> hash_;
    parameters form_;
    std::vector<upload> uploads_;
};

} // namespace

std::unique_ptr<body_receiver> receiver_for(request const& of, bool files, body_limits limits) {
    auto const type = of.header_value("content-type");
    auto const essence = lower(type.substr(0, std::min(type.find_first_of("; \t"), type.size())));
    if (essence == "multipart/form-data") {
        auto const boundary = boundary_of(type);
        if (!boundary) throw problem(400, "malformed-form", "The form has no boundary.");
        if (!files) limits.body = limits.file = small_body_max;
        return std::make_unique<form_receiver>(*boundary, files, std::move(limits));
    }
    using kind = memory_receiver::kind;
    if (essence == "application/x-www-form-urlencoded")
        return std::make_unique<memory_receiver>(kind::form, small_body_max);
    if (essence == "application/json")
        return std::make_unique<memory_receiver>(kind::json, small_body_max);
    // A body without a type is let in only to be empty: "curl -X POST" sends none.
    if (type.empty()) return std::make_unique<memory_receiver>(kind::any, 0);
    throw problem(415, "unsupported-media-type",
                  files ? "Expected multipart/form-data." : "Expected a form or application/json.");
}

} // namespace recon::http
