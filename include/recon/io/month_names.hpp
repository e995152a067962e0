// recon/io/month_names.hpp - the names of the months, as statements write them.
#pragma once

#include <recon/detail/fold.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace recon::io {

namespace detail {

// Folded as recon::detail::fold does it: upper case, no accents. Languages in the order en, de, fr,
// es, it, nl, pt, da, sv, no, fi, pl, cs, hu, ro, tr, lt, id, ru, uk, el. A cut-off name need not
// stand here, unless it is the beginning of two months' names.
inline constexpr std::array<std::string_view, 12> month_names{
    "JANUARY JANUAR JAENNER JANNER JANVIER ENERO GENNAIO JANUARI JANEIRO TAMMIKUU STYCZEN STYCZNIA "
    "LEDEN LEDNA IANUARIE OCAK SAUSIO ЯНВАРЬ ЯНВАРЯ СІЧНЯ СІЧЕНЬ ΙΑΝΟΥΑΡΙΟΣ ΙΑΝΟΥΑΡΙΟΥ",
    "FEBRUARY FEBRUAR FEVRIER FEBRERO FEBBRAIO FEBRUARI FEVEREIRO HELMIKUU LUTY LUTEGO UNOR UNORA "
    "FEBRUARIE SUBAT VASARIO PEBRUARI ФЕВРАЛЬ ФЕВРАЛЯ ЛЮТИИ ЛЮТОГО ΦΕΒΡΟΥΑΡΙΟΣ ΦΕΒΡΟΥΑΡΙΟΥ",
    "MAR MARCH MARZ MAERZ MARS MARZO MAART MRT MARCO MARTS MAALISKUU MARZEC MARCA BREZEN BREZNA "
    "MARCIUS MARTIE MART KOVO MARET МАРТ МАРТА БЕРЕЗНЯ БЕРЕЗЕНЬ ΜΑΡΤΙΟΣ ΜΑΡΤΙΟΥ",
    "APRIL AVRIL ABRIL APRILE HUHTIKUU KWIECIEN KWIETNIA DUBEN DUBNA APRILIS APRILIE NISAN "
    "BALANDZIO АПРЕЛЬ АПРЕЛЯ КВІТНЯ КВІТЕНЬ ΑΠΡΙΛΙΟΣ ΑΠΡΙΛΙΟΥ",
    "MAI MAY MAYO MAGGIO MEI MAIO MAJ TOUKOKUU MAJA KVETEN KVETNA MAJUS MAYIS GEGUZES МАИ МАЯ "
    "ТРАВНЯ "
    "ТРАВЕНЬ ΜΑΙ ΜΑΙΟΣ ΜΑΙΟΥ",
    "JUNE JUNI JUIN JUNIO GIUGNO JUNHO KESAKUU CZERWIEC CZERWCA CERVEN CERVNA CVN JUNIUS IUNIE "
    "HAZIRAN BIRZELIO ИЮНЬ ИЮНЯ ЧЕРВНЯ ЧЕРВЕНЬ ΙΟΥΝΙΟΣ ΙΟΥΝΙΟΥ",
    "JULY JULI JUILLET JULIO LUGLIO JULHO HEINAKUU LIPIEC LIPCA CERVENEC CERVENCE CVC JULIUS IULIE "
    "TEMMUZ LIEPOS ИЮЛЬ ИЮЛЯ ЛИПНЯ ЛИПЕНЬ ΙΟΥΛΙΟΣ ΙΟΥΛΙΟΥ",
    "AUGUST AOUT AGOSTO AUGUSTUS AUGUSTI ELOKUU SIERPIEN SIERPNIA SRPEN SRPNA AUGUSZTUS AGUSTOS "
    "RUGPJUCIO AGUSTUS AGU АВГУСТ АВГУСТА СЕРПНЯ СЕРПЕНЬ ΑΥΓΟΥΣΤΟΣ ΑΥΓΟΥΣΤΟΥ",
    "SEPTEMBER SEPTEMBRE SEPTIEMBRE SETTEMBRE SETEMBRO SYYSKUU WRZESIEN WRZESNIA ZARI SZEPTEMBER "
    "SEPTEMBRIE EYLUL RUGSEJO СЕНТЯБРЬ СЕНТЯБРЯ ВЕРЕСНЯ ВЕРЕСЕНЬ ΣΕΠΤΕΜΒΡΙΟΣ ΣΕΠΤΕΜΒΡΙΟΥ",
    "OCTOBER OKTOBER OCTOBRE OCTUBRE OTTOBRE OUTUBRO LOKAKUU PAZDZIERNIK PAZDZIERNIKA RIJEN RIJNA "
    "OCTOMBRIE EKIM SPALIO ОКТЯБРЬ ОКТЯБРЯ ЖОВТНЯ ЖОВТЕНЬ ΟΚΤΩΒΡΙΟΣ ΟΚΤΩΒΡΙΟΥ",
    "NOVEMBER NOVEMBRE NOVIEMBRE NOVEMBRO MARRASKUU LISTOPAD LISTOPADA LISTOPADU NOIEMBRIE KASIM "
    "LAPKRICIO NOPEMBER НОЯБРЬ НОЯБРЯ ЛИСТОПАДА ЛИСТОПАД ΝΟΕΜΒΡΙΟΣ ΝΟΕΜΒΡΙΟΥ",
    "DECEMBER DEZEMBER DECEMBRE DICIEMBRE DICEMBRE DEZEMBRO DESEMBER JOULUKUU GRUDZIEN GRUDNIA "
    "PROSINEC PROSINCE DECEMBRIE ARALIK GRUODZIO ДЕКАБРЬ ДЕКАБРЯ ГРУДНЯ ГРУДЕНЬ ΔΕΚΕΜΒΡΙΟΣ "
    "ΔΕΚΕΜΒΡΙΟΥ"};

/// Whether a list of words holds `word`: 2 as it is, 1 as the beginning of one, 0 not.
constexpr int holds_word(std::string_view list, std::string_view word) noexcept {
    int best = 0;
    for (std::size_t at = 0; at < list.size();) {
        auto const end = std::min(list.find(' ', at), list.size());
        auto const name = list.substr(at, end - at);
        if (name == word) return 2;
        if (name.starts_with(word)) best = 1;
        at = end + 1;
    }
    return best;
}

} // namespace detail

/// 1 to 12 for a month's name in any of two dozen languages, written out or cut off after three
/// letters or more; 0 when it is none, or the beginning of two. Constant time.
inline unsigned month_of(std::string_view name) {
    std::string folded;
    for (std::size_t at = 0; at < name.size() && folded.size() < 32;) {
        auto const letter = recon::detail::decode(name, at);
        at += letter.size;
        char buffer[4];
        if (letter.value < 0x80) {
            char const c = static_cast<char>(letter.value);
            folded += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        } else {
            folded.append(buffer, recon::detail::write(recon::detail::fold(letter.value), buffer));
        }
    }
    auto const letters = static_cast<unsigned char>(folded.empty() ? 0 : folded[0]) >= 0x80
                             ? folded.size() / 2 // Cyrillic and Greek take two bytes a letter
                             : folded.size();
    if (letters < 3) return 0;
    unsigned beginning = 0;
    unsigned beginnings = 0;
    for (unsigned month = 0; month < 12; ++month) {
        auto const found = detail::holds_word(detail::month_names[month], folded);
        if (found == 2) return month + 1;
        if (found == 1) {
            beginning = month + 1;
            ++beginnings;
        }
    }
    return beginnings == 1 ? beginning : 0;
}

} // namespace recon::io
