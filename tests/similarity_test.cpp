#include <recon/similarity.hpp> // first: proves the header stands alone

#include "reference/similarity.hpp"
#include "support/random.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

using namespace recon;

TEST_CASE("similarity: what a bookkeeper would say of two descriptions") {
    enum band { none, low, middle, high, equal }; // to 15 %, 45 %, 70 %, below 100 %, the same
    struct row {
        std::string_view a, b;
        band expected;
    };
    constexpr row table[]{
        // the same name, written differently
        {"Starbucks", "STARBUCKS", equal},
        {"McDonald's", "MCDONALDS", equal},
        {"AT&T", "A.T.T.", equal},
        {"CAFÉ MÜLLER", "Cafe Muller", equal},
        {"CARD PAYMENT", "Card-Payment", equal},
        {"WIRE TRANSFER", "Wire Transfer", equal},
        {"  Netflix ", "NETFLIX*", equal},
        {"Depot Office", "Office Depot", high},
        {"Müller GmbH", "Mueller", high},
        {"Joe's Diner Ltd", "JOES DINER", high},
        {"Acme Corp.", "ACME CORPORATION", high},
        {"Siemens AG", "SIEMENS", high},
        {"7-ELEVEN 2211", "7ELEVEN", high},
        {"MARKS&SPENCER", "Marks and Spencer PLC", high},
        // numbers, places and boilerplate around the name
        {"STARBUCKS 00412 SEATTLE", "Starbucks", high},
        {"SHELL OIL 57444212001 HOUSTON TX", "Shell", high},
        {"NETFLIX.COM 866-579-7172 CA", "Netflix", high},
        {"COSTCO WHSE #01234", "Costco", high},
        {"COSTCO WHSE #01234", "COSTCO WHSE #00871", high},
        {"POS PURCHASE WALMART 12/03 CARD XXXX1234", "Walmart", high},
        {"CHECKCARD 0412 TRADER JOE'S #552", "Trader Joes", high},
        {"PAYPAL *SPOTIFY", "Spotify", high},
        {"SQ *BLUE BOTTLE COFFEE", "Blue Bottle Coffee", high},
        {"UBER *TRIP HELP.UBER.COM", "Uber", high},
        {"SEPA LASTSCHRIFT TELEKOM DEUTSCHLAND GMBH", "Telekom Deutschland", high},
        {"EREF 4711 Stadtwerke München Abschlag 03", "Stadtwerke München", high},
        {"VIREMENT SEPA EDF CLIENTS PARTICULIERS", "EDF", high},
        {"ACH DEBIT VERIZON WIRELESS PAYMENTS", "Verizon Wireless", high},
        {"Amazon web services", "AMAZON WEB SERVICES AWS.AMAZON.CO", high},
        {"GEHALT 03/2024 ACME GMBH", "Gehalt Acme", high},
        // cut off, abbreviated, joined, misspelt
        {"AMAZON MKTPLACE PMTS 123-4567 WA", "Amazon Marketplace", high},
        {"AMZN", "Amazon", high},
        {"AMZN MKTP US*RT4Z86HK3", "Amazon Marketplace", high},
        {"AMERICAN EXPRE", "American Express", high},
        {"SOUTHWEST AIRLI", "Southwest Airlines", high},
        {"CUSTOMER SERVI", "Customer Services", high},
        {"OFFICEDEPOT", "Office Depot", high},
        {"OFFICE DEPOT 1105", "OFFICEDEPOT.COM", high},
        {"HOMEDEPOT #4411", "The Home Depot", high},
        {"WAL MART", "WALMART SUPERCENTER", high},
        {"STARBUKS", "Starbucks", high},
        {"Strabucks", "Starbucks", middle}, // two letters swapped,
        {"NETFLX", "NETFLIX", high},
        {"Sptify", "Spotify", high},
        {"Inusrance premium", "Insurance premium", high},
        {"SVC CHARGE", "Service Charge", high},
        {"Mgmt fee", "Management fee", high},
        {"OFFICE SUPPLIES", "OFFICE SUPPLY", middle},
        // part of it is the same
        {"OFFICE DEPOT", "OFFICE MAX", middle},
        {"BANK FEE", "SERVICE FEE", middle},
        {"DELTA AIR LINES", "DELTA HOTEL", low},
        {"City Parking Boston", "City Water Boston", middle},
        {"PAYMENT", "CARD PAYMENT AMAZON", low},
        {"CHECK 1234", "CHECK 1235", high},
        // different
        {"SALARY", "WAGES", none},
        {"AMAZON", "NETFLIX", none},
        {"GAS STATION", "UTILITY", none},
        {"CARD PAYMENT", "WIRE TRANSFER", none},
        {"CARD PAYMENT AMAZON", "CARD PAYMENT NETFLIX", low},
        {"SUBSCRIPTION", "SERVICE CHARGE", none},
        {"SPOTIFY", "SHOPIFY", low},
        {"SHELL", "SHEETZ", none},
        {"TARGET", "TARGOBANK", none},
        {"LUFTHANSA", "Deutsche Bahn", none},
        {"REWE SAGT DANKE", "EDEKA MARKT", none},
        {"Miete März", "Strom Abschlag", none},
        {"Газпром", "Сбербанк", none},
        {"Uber", "Lyft", none},
        {"VENDOR", "PAYROLL", none},
        {"#1234", "#9876", none},
        {"", "AMAZON", none},
        {"***", "AMAZON", none},
        {"", "", none},
    };
    constexpr score_t limits[]{0, 150'000, 450'000, 700'000, 999'999, 1'000'000};
    for (row const& r : table) {
        CAPTURE(r.a);
        CAPTURE(r.b);
        score_t const score = similarity(r.a, r.b);
        CAPTURE(score);
        CHECK(score <= limits[r.expected + 1]);
        if (r.expected != none) CHECK(score > limits[r.expected]);
        CHECK(similarity(r.b, r.a) == score);
    }
}

TEST_CASE("text_book: ids follow the order of adding, and count") {
    text_book book;
    CHECK(book.add("") == 0);
    CHECK(book.add(" \t\r\n") == 0);
    CHECK(book.add("Starbucks") == 1);
    CHECK(book.add("***") == 2);
    CHECK(book.add("STARBUCKS ") == 3);
    CHECK(book.add("Netflix") == 4);
    CHECK(book.add("Starbucks") == 1);
    CHECK(book.class_of(1) == 0); // not closed yet
    book.close();
    CHECK(book.texts() == 4);
    CHECK(book.classes() == 2);
    CHECK(book.rows_of(1) == 2);
    CHECK(book.rows_of(0) == 0);
    CHECK(book.raw(3) == "STARBUCKS ");
    CHECK(book.raw(0).empty());
    CHECK(book.raw(99).empty());
    CHECK(book.class_of(0) == 0);
    CHECK(book.class_of(1) == 1);
    CHECK(book.class_of(2) == 0); // no letter, no digit
    CHECK(book.class_of(3) == 1);
    CHECK(book.class_of(4) == 2);
    CHECK(book.class_of(99) == 0);
    CHECK(book.normal(2) == "NETFLIX");
    CHECK(book.similarity(1, 1) == score_max);
    CHECK(book.similarity(0, 0) == 0);
    CHECK(book.similarity(0, 1) == 0);
    CHECK(book.similarity(1, 99) == 0);
    CHECK(book.similarity(99, 99) == 0);

    CHECK(book.add("Spotify") == 5); // and again
    CHECK(book.class_of(5) == 0);
    book.close();
    CHECK(book.class_of(5) == 3);
    CHECK(book.class_of(4) == 2);
    CHECK(book.similarity(2, 2) == score_max);
}

TEST_CASE("text_book: a book that is empty, or copied, answers") {
    text_book book;
    CHECK(book.similarity(1, 1) == 0);
    book.close();
    CHECK(book.classes() == 0);
    CHECK(book.similarity(0, 1) == 0);
    book.add("A1 Taxi");
    text_book copy = book;
    copy.add("Taxi");
    copy.close();
    CHECK(copy.texts() == 2);
    CHECK(book.texts() == 1);
    CHECK(copy.similarity(1, 2) > 700'000);
}

TEST_CASE("text_book: a word that many rows hold says less") {
    text_book book;
    auto const coffee_acme = book.add("COFFEE ACME");
    auto const coffee_zeta = book.add("COFFEE ZETA");
    auto const tools_acme = book.add("TOOLS ACME");
    auto const similarity_of = [&](text_id a, text_id b) {
        return book.similarity(book.class_of(a), book.class_of(b));
    };
    book.close();
    CHECK(similarity_of(coffee_acme, coffee_zeta) == similarity_of(coffee_acme, tools_acme));
    for (int i = 0; i < 500; ++i) {
        book.add("COFFEE SHOP " + std::to_string(i));
        book.add("OTHER " + std::to_string(i));
    }
    book.close();
    CHECK(similarity_of(coffee_acme, coffee_zeta) < similarity_of(coffee_acme, tools_acme));
}

TEST_CASE("text_book: limits are kept, and hostile texts are harmless") {
    std::string const same(compared_bytes_max, 'A');
    CHECK(similarity(same + "B", same + "C") == score_max); // equal as far as they are compared
    CHECK(similarity("B" + same, "C" + same) == 0);
    std::string cut(compared_bytes_max - 1, 'A'); // the limit falls inside a character
    CHECK(similarity(cut + "\u00C9", cut + "\u00C8") == score_max);
    CHECK(similarity(cut + "\u00C9", cut) == score_max);
    std::string many;
    for (int i = 0; i < 600; ++i)
        many += "A ";
    CHECK(similarity(many, many + "A") == score_max); // beyond 1,024 bytes
    CHECK(similarity(many, "A B") > 0);
    CHECK(similarity(std::string(5'000'000, '&'), "A") == 0);
    CHECK(similarity(std::string(5'000'000, '.') + "A", "A") == 0);
    std::string const sixty_four(64, 'Q');
    CHECK(similarity(sixty_four + "A", sixty_four + "B") == 950'000); // as far as 64 letters go
}

TEST_CASE("log2_eighths: the floor of eight times the logarithm") {
    for (std::uint32_t n = 1; n < 3'000'000; n += n < 5'000 ? 1 : 1'009) {
        auto const expected = static_cast<std::uint32_t>(std::floor(8 * std::log2(n)));
        if (detail::log2_eighths(n) != expected) FAIL_CHECK(n);
    }
    static_assert(detail::log2_eighths(1) == 0 && detail::log2_eighths(~std::uint64_t{0}) == 511);
}

TEST_CASE("common_letters: as the textbook table counts them") {
    test::random random(4);
    for (int run = 0; run < 20'000; ++run) {
        std::uint64_t const alphabet = 1 + random.below(26);
        auto const word = [&] {
            std::string text(1 + random.below(run % 10 == 0 ? 64 : 12), ' ');
            for (char& c : text)
                c = static_cast<char>('A' + random.below(alphabet));
            return text;
        };
        auto const a = word();
        auto const b = word();
        CAPTURE(a);
        CAPTURE(b);
        CHECK(detail::common_letters(a, b)
              == test::slow_common(test::letters_of(a), test::letters_of(b)));
    }
}

namespace {
/// Texts from a small vocabulary: whole words, cut, misspelt, joined, numbered and of any script.
class soup {
  public:
    explicit soup(std::uint64_t seed) : random_(seed), first_(random_.below(64)) {}

    std::string text() {
        constexpr std::string_view marks[]{" ", " ", " ", " ", "", "-", ", ", "&", "."};
        std::string result;
        auto size = random_.below(random_.below(20) == 0 ? 40 : 6);
        for (; size > 0; --size) {
            result += word();
            result += marks[random_.below(std::size(marks))];
        }
        return result;
    }

  private:
    std::string word() {
        constexpr std::string_view words[]{
            "AMAZON",  "AMZN",    "MARKETPLACE", "MKTPLACE", "OFFICE", "DEPOT",      "OFFICEDEPOT",
            "PAYMENT", "CARD",    "GMBH",        "SERVICE",  "SVC",    "SERV",       "STARBUCKS",
            "Müller",  "Straße",  "Сбербанк",    "Сбер",     "支付宝", "支付宝转账", "WAL",
            "MART",    "WALMART", "A",           "AB",       "ABC",    "ABCD",       "ABCDE"};
        switch (random_.below(10)) {
        case 0: return std::to_string(random_.below(100));
        case 1: return "INV" + std::to_string(random_.below(30));
        case 2: { // letters of a small alphabet, now and then very long
            std::string made(1 + random_.below(random_.below(9) == 0 ? 90 : 8), ' ');
            for (char& c : made)
                c = static_cast<char>('A' + random_.below(4));
            return made;
        }
        default: break;
        }
        std::string result(words[(first_ + random_.below(7)) % std::size(words)]); // few: they meet
        switch (random_.below(6)) {
        case 0: result.resize(1 + random_.below(result.size())); break; // may tear a character
        case 1: result.erase(random_.below(result.size()), 1); break;
        case 2: result[random_.below(result.size())] = 'E'; break;
        default: break;
        }
        return result;
    }
    test::random random_;
    std::uint64_t first_; // of the seven words of this soup
};
} // namespace

TEST_CASE("similarity: equals its slow twin, is symmetric, in range, and under its bound") {
    int in_between = 0;
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        CAPTURE(seed);
        soup texts(seed);
        text_book book;
        test::slow_book slow;
        std::vector<std::string> rows(2 + seed % 60);
        std::vector<text_id> ids;
        for (auto& row : rows) {
            row = texts.text();
            ids.push_back(book.add(row));
            if (ids.back() != 0) slow.add(row);
        }
        book.close();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            for (std::size_t j = i; j < rows.size(); ++j) {
                auto const a = book.class_of(ids[i]);
                auto const b = book.class_of(ids[j]);
                score_t const score = book.similarity(a, b);
                bool const holds = score == slow.similarity(rows[i], rows[j])
                                   && score == book.similarity(b, a) && score >= 0
                                   && (score == score_max) == (a == b && a != 0)
                                   && score <= book.similarity_bound(a, b)
                                   && book.similarity_bound(a, b) == book.similarity_bound(b, a);
                in_between += score > 0 && score < similarity_of_different_max ? 1 : 0;
                CAPTURE(rows[i]);
                CAPTURE(rows[j]);
                CAPTURE(score);
                CAPTURE(slow.similarity(rows[i], rows[j]));
                CHECK(holds);
            }
        }
    }
    CHECK(in_between > 5'000); // the soup is worth its name
}

TEST_CASE("text_book: the order of rows changes ids, never a score") {
    soup texts(99);
    std::vector<std::string> rows(60);
    for (auto& row : rows)
        row = texts.text();
    text_book forward;
    text_book backward;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        forward.add(rows[i]);
        backward.add(rows[rows.size() - 1 - i]);
    }
    forward.close();
    backward.close();
    for (auto const& a : rows)
        for (auto const& b : rows)
            CHECK(forward.similarity(forward.class_of(forward.add(a)),
                                     forward.class_of(forward.add(b)))
                  == backward.similarity(backward.class_of(backward.add(a)),
                                         backward.class_of(backward.add(b))));
}

TEST_CASE("similarity: neighbours spell a word of another kind than each of them") {
    CHECK(similarity("A1B", "A 1B") > 900'000);             // a number of a letter and a number
    CHECK(similarity("COMPANY7X", "COMPANY 7X") > 900'000); // of noise and a number
    CHECK(similarity("ANDREW", "AND REW") > 900'000);       // a name of noise and a name
}
