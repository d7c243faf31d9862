"""Names of months, seasons and what stands around dates, in the languages of people's tables.

Words are compared in lower case without accents: :func:`plain`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

__all__ = [
    "ABOUT",
    "AFTER",
    "BEFORE",
    "COUNTED_MONTHS",
    "FILLERS",
    "MONTHS",
    "PARTS",
    "PHRASES",
    "SEASONS",
    "WEEKDAYS",
    "plain",
]


def plain(text: str) -> str:
    """Return *text* in lower case, without accents and with plain digits.

    Examples
    --------
    >>> plain("Févr."), plain("１９３８"), plain("Июль")
    ('fevr.', '1938', 'июль')
    """
    # the dotless and the dotted i of Turkish have no accent that could be taken off
    lower = unicodedata.normalize("NFKC", text).casefold().replace("ı", "i").replace("ł", "l").replace("đ", "d")
    apart = unicodedata.normalize("NFD", lower)
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if not unicodedata.combining(letter)))


#: A line a language, a word a month; forms of one month are joined by bars.
_NAMES = """
january february march april may june july august september october november december
januar|janner februar|feber marz april mai juni juli august september oktober november dezember
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre
janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
januari februari maart april mei juni juli augustus september oktober november december
gener febrer marc abril maig juny juliol agost setembre octubre novembre desembre
januari februari mars april maj juni juli augusti september oktober november december
januar februar marts april maj juni juli august september oktober november desember
tammikuu|tammikuuta helmikuu|helmikuuta maaliskuu|maaliskuuta huhtikuu|huhtikuuta toukokuu|toukokuuta kesakuu|kesakuuta heinakuu|heinakuuta elokuu|elokuuta syyskuu|syyskuuta lokakuu|lokakuuta marraskuu|marraskuuta joulukuu|joulukuuta
styczen|stycznia luty|lutego marzec|marca kwiecien|kwietnia maj|maja czerwiec|czerwca lipiec|lipca sierpien|sierpnia wrzesien|wrzesnia pazdziernik|pazdziernika listopad|listopada grudzien|grudnia
leden|ledna unor|unora brezen|brezna duben|dubna kveten|kvetna cerven|cervna cervenec|cervence srpen|srpna zari rijen|rijna listopad|listopadu prosinec|prosince
januar februar marec|marca april|aprila maj|maja jun|juna jul|jula august|augusta september|septembra oktober|oktobra november|novembra december|decembra
januar februar marcius aprilis majus junius julius augusztus szeptember oktober november december
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik
январь|января|янв февраль|февраля|фев|февр март|марта|мар апрель|апреля|апр май|мая июнь|июня|июн июль|июля|июл август|августа|авг сентябрь|сентября|сен|сент октябрь|октября|окт ноябрь|ноября|ноя|нояб декабрь|декабря|дек
січень|січня лютии|лютого березень|березня квітень|квітня травень|травня червень|червня липень|липня серпень|серпня вересень|вересня жовтень|жовтня листопад|листопада грудень|грудня
януари февруари март април маи юни юли август септември октомври ноември декември
јануар фебруар март април мај јун|јуни јул|јули август септембар октобар новембар децембар
ιανουαριος|ιανουαριου φεβρουαριος|φεβρουαριου μαρτιος|μαρτιου απριλιος|απριλιου μαιος|μαιου ιουνιος|ιουνιου ιουλιος|ιουλιου αυγουστος|αυγουστου σεπτεμβριος|σεπτεμβριου οκτωβριος|οκτωβριου νοεμβριος|νοεμβριου δεκεμβριος|δεκεμβριου
janvaris|janvari|janvara februaris|februari|februara marts|marta aprilis|aprili|aprila maijs|maija junijs|junija julijs|julija augusts|augusta septembris|septembri|septembra oktobris|oktobri|oktobra novembris|novembri|novembra decembris|decembri|decembra
jaanuar veebruar marts aprill mai juuni juuli august september oktoober november detsember
sausio|sausis vasario|vasaris kovo|kovas balandzio|balandis geguzes|geguze birzelio|birzelis liepos|liepa rugpjucio|rugpjutis rugsejo|rugsejis spalio|spalis lapkricio|lapkritis gruodzio|gruodis
januari februari maret april mei juni juli agustus september oktober november desember
يناير فبراير مارس ابريل|أبريل مايو يونيو يوليو|يوليه اغسطس|أغسطس سبتمبر اكتوبر|أكتوبر نوفمبر ديسمبر
sijecanj|sijecnja veljaca|veljace ozujak|ozujka travanj|travnja svibanj|svibnja lipanj|lipnja srpanj|srpnja kolovoz|kolovoza rujan|rujna october studeni|studenoga|studenog december
januarja februarja marec aprila maja junij|junija julij|julija avgust|avgusta septembra oktobra novembra decembra
студзень|студзеня лютага сакавік|сакавіка красавік|красавіка мая чэрвень|чэрвеня ліпень|ліпеня жнівень|жніўня верасень|верасня кастрычнік|кастрычніка лістапад|лістапада снежань|снежня
јануари февруари март април мај јуни јули август септември октомври ноември декември
janar shkurt mars prill maj qershor korrik gusht shtator tetor nentor dhjetor
januar februar mars april mai juni juli agust september oktober november desember
كانونالثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرينالأول تشرينالثاني كانونالأول
ژانویه فوریه مارس آوریل مه|می ژوئن ژوئیه|جولای اوت|آگوست سپتامبر اکتبر نوامبر دسامبر
जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर
มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม
იანვარი|იანვარს თებერვალი|თებერვალს მარტი|მარტს აპრილი|აპრილს მაისი|მაისს ივნისი|ივნისს ივლისი|ივლისს აგვისტო|აგვისტოს სექტემბერი|სექტემბერს ოქტომბერი|ოქტომბერს ნოემბერი|ნოემბერს დეკემბერი|დეკემბერს
հունվար|հունվարի փետրվար|փետրվարի մարտ|մարտի ապրիլ|ապրիլի մայիս|մայիսի հունիս|հունիսի հուլիս|հուլիսի օգոստոս|օգոստոսի սեպտեմբեր|սեպտեմբերի հոկտեմբեր|հոկտեմբերի նոյեմբեր|նոյեմբերի դեկտեմբեր|դեկտեմբերի
ינואר|בינואר פברואר|בפברואר מרץ|מרס|במרץ|במרס אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי אוגוסט|באוגוסט ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר
i ii iii iv v vi vii viii ix x xi xii
"""
#: Short forms, in the order of the months.
_SHORT = """
jan|ian|ene|gen|janv|oca feb|fev|fevr|febr mar|mrt|mars apr|avr|abr|avril may|mai|mei jun|juin|giu jul|juil|lug aug|aou|ago|aout sep|sept|set|szept oct|okt|out|ott nov dec|dez|dic
"""


def _month_words() -> dict[str, int]:
    found: dict[str, int] = {}
    for line in (_SHORT + _NAMES).strip().splitlines():
        for number, words in enumerate(line.split(), 1):
            for word in words.split("|"):
                found.setdefault(plain(word), number)
    # «Marc 1938» is rather a name; the Catalan month has its cedilla, and Russian «i» is a Roman one
    found.pop("marc", None)
    return found


#: The number of each month by its names.
MONTHS: Mapping[str, int] = _month_words()
#: Months of Mongolian, which are counted, the longer words first.
COUNTED_MONTHS: Mapping[str, int] = {
    plain(word): number
    for number, word in zip(
        (12, 11, *range(1, 11)),
        "арван хоёрдугаар|арван нэгдүгээр|нэгдүгээр|хоёрдугаар|гуравдугаар|дөрөвдүгээр|тавдугаар|зургадугаар|"
        "долдугаар|наймдугаар|есдүгээр|аравдугаар".split("|"),
        strict=True,
    )
}
#: Names of months in two words, and one that is another month where the number of its day has a point (in Croatian).
PHRASES = tuple(
    (re.compile(plain(words)), plain(word))
    for words, word in (
        ("كانون الثاني", "كانونالثاني"),
        ("كانون الأول", "كانونالأول"),
        ("تشرين الأول", "تشرينالأول"),
        ("تشرين الثاني", "تشرينالثاني"),
        (r"(?<=\d\. )listopada", "october"),
    )
)
#: EDTF's number of a season.
SEASONS: Mapping[str, int] = {
    word: number
    for number, words in {
        21: "spring fruhling fruhjahr printemps primavera весна весной voorjaar lente wiosna jaro ilkbahar tavasz kevat ανοιξη primavara varen хавар 春",
        22: "summer sommer ete verano estate verao лето летом zomer lato leto yaz nyar kesa kesalla літо літом καλοκαιρι vara sommaren зун 夏",
        23: "autumn fall herbst automne otono autunno outono осень осенью herfst jesien podzim sonbahar osz syksy осінь восени φθινοπωρο toamna hosten намар 秋",
        24: "winter hiver invierno inverno зима зимои зимой zima kis tel talvi взимку χειμωνας iarna vintern өвөл 冬",
    }.items()
    for word in words.split()
}
#: Before a date that is not sure to the unit in which it is written.
ABOUT = (
    "circa|cca|ca|c|about|approximately|approx|around|roughly|near|um|etwa|ungefahr|gegen|vers|environ|autour de|hacia|"
    "alrededor de|sobre|aproximadamente|por volta de|cerca de|verso|intorno al|omstreeks|rond|около|ок|примерно|близько|"
    "около|okolo|ok|asi|kolem|yaklasik|约|約|大约|약|ойролцоогоор|~|"
    "نحو|حوالي|حوالى|حدود|בערך|kira-kira|sekitar|khoang"
)
BEFORE = (
    "before|prior to|by|until|not after|no later than|vor|bis|spatestens|avant|jusqu'en|antes de|antes del|hasta|ate|prima "
    "del|entro il|voor|до|не позже|ранее|przed|pred|once"
)
AFTER = (
    "after|since|from|not before|post|nach|seit|ab|apres|depuis|despues de|despues del|desde|depois de|dopo il|dopo|na|"
    "sinds|после|с|po|od|sonra"
)
#: Parts of a month, a year or a decade.
PARTS = (
    r"(?:the )?(?:[12][a-z]*|first|second|last|early|later?) (?:half|third|quarter)(?: of(?: the)?)?|"
    r"[1-4]\. (?:halfte|drittel|viertel)(?: des)?|(?:erste|zweite|letzte) (?:halfte|drittel|viertel)(?: des)?|"
    r"(?:premiere|seconde|deuxieme) moitie du|(?:primera|segunda) mitad del?|(?:prima|seconda) meta del|"
    r"(?:первая|вторая|1-я|2-я) (?:половина|четверть|треть)|(?:1\.|2\.|i|ii) (?:pol\.|polowa|polovina)|"
    "early|mid|middle of|late|beginning of|end of|start of|anfang|mitte|ende|fruh|spat|debut|mi|fin|principios de|"
    "mediados de|finales de|fines de|inicio de|meados de|fim de|inizio|meta|fine|begin|eind|начало|начале|середина|"
    "середине|конец|конце|poczatek|polowa|koniec"
)
#: What may stand between the pieces of a date and says nothing.
FILLERS = frozenset(
    "of the de del do da di der den dem d e le la el il al os in im am on en a den dnia roku rok r an anno year y "
    "г год года году р року гг лет числа m metu gada gads a aasta ad ce oktober- ны ний оны он сарын сар өдөр th "
    "& with night nights nacht nuit noche notte nocy ночь ночи ночью ночной в на auf vom zum morning evening".split()
)
#: Of these, too, a date that has a month may hold one.
WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado domingo "
    "lunedi martedi mercoledi giovedi venerdi domenica понедельник вторник среда четверг пятница суббота воскресенье "
    "пн вт ср чт пт сб вс пон wto sro czw pia sob nie po ut st ct pa lu ma me je ve sa di paz pzt sal car per cum cmt "
    "segunda terca quarta quinta sexta feira".split()
)
