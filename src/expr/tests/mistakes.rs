//! What is refused, and where: what cannot be parsed, limits, types and names.

use super::kit::{ANYWHERE, World};
use crate::expr::mistake::Mistake;
use crate::expr::{Choices, Gaps, Names, Type, compile};

/// Compares the mistakes of a condition with those expected. A `^` stands before each place
/// that is wrong, and for each there is a part of what is said about it.
pub(super) fn check_mistakes(mistakes: impl Fn(&str) -> Vec<Mistake>, marked: &str, messages: &[&str]) {
    let source = marked.replace('^', "");
    let mut mistakes = mistakes(&source);
    mistakes.sort_by_key(|mistake| mistake.at);
    let places: Vec<usize> = marked.match_indices('^').enumerate().map(|(earlier, (at, _))| at - earlier).collect();
    let found: Vec<usize> = mistakes.iter().map(|mistake| mistake.at).collect();
    assert_eq!(found, places, "{marked}: {mistakes:#?}");
    assert_eq!(messages.len(), places.len(), "{marked}");
    for (mistake, message) in mistakes.iter().zip(messages) {
        let told = format!("{} ({})", mistake.message, mistake.help.as_deref().unwrap_or_default());
        assert!(told.contains(message), "{marked}: expected {message}, found {told}");
    }
}

pub(super) fn check_condition_mistakes(marked: &str, messages: &[&str]) {
    let world = World::new();
    let mistakes = |source: &str| world.compile(source, ANYWHERE, &Type::Bool, false).err().unwrap_or_default();
    check_mistakes(mistakes, marked, messages);
}

#[test]
fn what_cannot_be_parsed_is_refused_where_it_stands() {
    for (marked, message) in [
        ("^", "nothing stands here (write a condition or an expression)"),
        (" ^", "nothing stands here"),
        ("a &&^", "the end is unexpected here"),
        ("a ^b", "`b` is unexpected here (expected an operator or the end of the condition)"),
        ("a ^1", "`1` is unexpected here"),
        ("a ^\"small\"", "the text `small` is unexpected here"),
        ("(a^", "the end is unexpected here (expected `)`)"),
        ("(a ^]", "`]` is unexpected here (expected `)`)"),
        ("^)", "`)` is unexpected here"),
        ("a ^)", "`)` is unexpected here"),
        ("a ? b^", "the end is unexpected here (expected `:`)"),
        ("a ? b : c ^: b", "`:` is unexpected here"),
        ("count in [1 ^2]", "`2` is unexpected here (expected `,`)"),
        ("count in [1, ^]", "`]` is unexpected here"),
        ("count in [^, 1]", "`,` is unexpected here"),
        ("count < ^< 1", "`<` is unexpected here"),
        ("^in [1]", "`in` is unexpected here"),
        ("count + ^in", "`in` is unexpected here"),
        ("a ^= b", "`=` has no meaning here (compare with `==`)"),
        ("a ^& b", "`&` has no meaning here (write `&&` for and)"),
        ("a ^| b", "`|` has no meaning here (write `||` for or)"),
        ("^== 1", "`==` is unexpected here"),
        ("a && ^納品", "`納` has no meaning here"),
        ("a ^; b", "`;` has no meaning here"),
        ("^1.5 < 2", "`1.5` is not a whole number (write whole numbers: `x * 3 / 2` is 1.5 times `x`)"),
        ("count < ^3h", "`3h` is not a whole number"),
        ("count < ^9223372036854775808", "the largest whole number is 9223372036854775807"),
        ("count < -^9223372036854775809", "`9223372036854775809` is not a whole number"),
        ("count < ^0x", "`0x` is not a whole number"),
        ("count < ^3u", "`3u` is not a whole number"),
        // As other languages write it.
        ("a ^and b", "`and` is unexpected here (write `&&` for and)"),
        ("a ^OR b", "`OR` is unexpected here (write `||` for or)"),
        ("a ^xor b", "write `a != b` for either"),
        ("count ^between 1", "write `a <= x && x < b`"),
        ("a ^equals b", "compare with `==`"),
        ("a ^unless b", "write `&& !(…)` for unless"),
        ("count ^=< 1", "`=` has no meaning here (write `<=`)"),
        ("count ^=> 1", "write `>=`"),
        ("count ==^= 1", "compare with `==`"),
        ("count <^> 1", "`>` is unexpected here (write `!=` for is not"),
        ("count ^≤ 1", "write `<=`"),
        ("count ^≥ 1", "write `>=`"),
        ("count ^≠ 1", "write `!=`"),
        ("count ^× 1", "write `*`"),
        ("limit ?^? 1", "`?` is unexpected here (write `x == null ? a : x`"),
        ("^{a} && b", "`{` has no meaning here (write names as they are"),
        ("^let x", "`let` is a word that CEL reserves (give an expression a name under `values`)"),
        ("a && ^not b", "`not` is unexpected here (write `!` for not"),
        ("size ^not in [\"small\"]", "write `!` for not"),
        ("size ^is \"small\"", "compare with `==`"),
        ("^if a", "`if` is a word that CEL reserves (write `condition ? a : b`)"),
        ("a && ^while", "`while` is a word that CEL reserves"),
        ("a ^# b", "`#` has no meaning here (write `//` before a comment)"),
        ("a^\u{3000}&& b", "write an ordinary space"),
        ("size == ^「small」", "put texts in straight quotes"),
        ("size == ^b\"small\"", "bytes have no meaning here"),
        ("size == ^\"sm\nall\"", "a text that is not closed"),
        ("size == \"^\\u12\"", "a backslash that escapes nothing"),
        ("size == \"^\\xd\"", "a backslash that escapes nothing"),
        ("size == \"^\\uD800\"", "a backslash that escapes nothing"),
        ("size == ^'''small''", "a text that is not closed (end it with ''')"),
        ("size == ^\"small", "a text that is not closed (end it with \")"),
        ("size == ^'small\"", "a text that is not closed (end it with ')"),
        ("size == \"sm^\\ll\"", "a backslash that escapes nothing"),
        ("size == \"small^\\", "a backslash that escapes nothing"),
        ("size^.length == 1", "`.` is unexpected here"),
        ("size^[0] == 1", "`[` is unexpected here"),
    ] {
        check_condition_mistakes(marked, &[message]);
    }
}

#[test]
fn limits_are_told_where_they_are_passed() {
    let world = World::new();
    let mistakes = |source: &str| world.compile(source, ANYWHERE, &Type::Bool, false).err().unwrap_or_default();
    let at =
        |source: &str| mistakes(source).into_iter().map(|mistake| (mistake.at, mistake.message)).collect::<Vec<_>>();

    // Length, in bytes.
    let padded = |length: usize| format!("a{}", " ".repeat(length - 1));
    assert_eq!(at(&padded(2_000)), []);
    assert_eq!(at(&padded(2_001)), [(0, "the condition is longer than 2000 bytes".to_owned())]);
    assert_eq!(at(&"納".repeat(1_000_000)), [(0, "the condition is longer than 2000 bytes".to_owned())]);

    // Words and signs: `a` and then `&&a`, over and over.
    let chain = |tokens: usize| format!("a{}", "&&a".repeat((tokens - 1) / 2));
    assert_eq!(at(&chain(399)), []);
    assert_eq!(at(&chain(401)), [(600, "the condition has more than 400 words and signs".to_owned())]);

    // Nesting. The whole condition counts as the first level.
    let too_deep = "the condition is nested more than 32 deep".to_owned();
    let nested = |open: &str, close: &str, levels: usize| format!("{}a{}", open.repeat(levels), close.repeat(levels));
    assert_eq!(at(&nested("(", ")", 31)), []);
    assert_eq!(at(&nested("(", ")", 32)), [(32, too_deep.clone())]);
    assert_eq!(at(&nested("!", "", 31)), []);
    assert_eq!(at(&nested("!", "", 32)), [(32, too_deep.clone())]);
    assert_eq!(at(&nested("a ? b : ", "", 31)), []);
    assert_eq!(at(&nested("a ? b : ", "", 32)), [(8 * 32, too_deep.clone())]);
    assert_eq!(at(&format!("count in {}", "[".repeat(100))), [(9 + 32, too_deep.clone())]);
    assert_eq!(at(&format!("{}count == 1", "-".repeat(100))), [(32, too_deep.clone())]);
    assert_eq!(at(&format!("a && {}", "(".repeat(100))), [(5 + 32, too_deep)]);
    // Levels that were closed do not count.
    assert_eq!(at(&["(a)"; 90].join("&&")), []);
    assert_eq!(at(&["!!a"; 90].join("||")), []);
}

#[test]
fn types_that_do_not_fit_are_refused_where_they_stand() {
    for (marked, messages) in [
        // The whole condition.
        ("^count", &["this is a number, where a condition is needed"][..]),
        ("sentAt ^+ wait", &["this is a timestamp, where a condition is needed"]),
        ("^null", &["this is null, where a condition is needed"]),
        ("^\"small\"", &["this is a choice of `small`, where a condition is needed"]),
        ("^agreed", &["this can be null, where a value is needed (give the case of null a value with `? :`)"]),
        ("a ^? b : null", &["this can be null, where a value is needed"]),
        // Conditions.
        ("a && ^count", &["this is a number, where a condition is needed"]),
        ("^1 || a", &["this is a number, where a condition is needed"]),
        ("^count && ^wait", &["this is a number", "this is a duration"]),
        ("!^sentAt", &["this is a timestamp, where a condition is needed"]),
        ("!^null", &["this is null, where a condition is needed"]),
        ("^agreed && a", &["this is a condition that can be null, where a condition is needed"]),
        ("!^agreed", &["this is a condition that can be null"]),
        ("^count ? a : b", &["this is a number, where a condition is needed"]),
        ("a ^? count : wait", &["one case is a number, the other a duration (write a length of time like"]),
        // Comparing.
        ("count ^== wait", &["a number and a duration cannot be equal"]),
        ("a ^!= count", &["a condition and a number cannot be equal"]),
        ("sentAt ^== wait", &["a timestamp and a duration cannot be equal"]),
        ("state ^== 1", &["a choice of `working`, `delivered`, `done` and a number cannot be equal"]),
        (
            "state ^== \"buyer\"",
            &["this is never equal: `working`, `delivered`, `done` on one side, `buyer` on the other"],
        ),
        ("size ^!= role", &["this is never equal"]),
        ("size == ^\"huge\"", &["`huge` is no state, role or choice of this policy, and no zone"]),
        ("count ^< wait", &["a number and a duration cannot be compared"]),
        ("sentAt ^>= 3", &["a timestamp and a number cannot be compared"]),
        ("^a < b", &["a condition has no order"]),
        ("^size < 1", &["a choice of `small`, `large` has no order"]),
        ("^null < 1", &["null has no order"]),
        // Computing.
        ("sentAt ^+ paidAt == sentAt", &["a timestamp + a timestamp has no meaning"]),
        ("wait ^- sentAt == wait", &["a duration - a timestamp has no meaning"]),
        (
            "wait ^* wait == wait",
            &["a duration * a duration has no meaning (a length of time is multiplied and divided"],
        ),
        ("sentAt ^* 2 == sentAt", &["a timestamp * a number has no meaning"]),
        ("count * (a ? wait : window) ^== count", &["a duration and a number cannot be equal"]),
        ("count ^+ wait == count", &["a number + a duration has no meaning"]),
        ("a ^+ b", &["a condition + a condition has no meaning"]),
        ("size ^+ size == size", &["a choice of `small`, `large` + a choice of `small`, `large` has no meaning"]),
        ("null ^+ 1 == 1", &["null + a number has no meaning"]),
        ("-^wait < wait", &["this is a duration, where a number is needed"]),
        ("-^a", &["this is a condition, where a number is needed"]),
        // Money.
        (
            "price ^< 500",
            &["an amount of money and a number cannot be compared (a number has no currency: make the amount"],
        ),
        ("1 ^== price", &["a number and an amount of money cannot be equal (a number has no currency"]),
        ("price ^+ 1 == price", &["an amount of money + a number has no meaning (a number has no currency"]),
        ("price ^* cap == price", &["an amount of money * an amount of money has no meaning"]),
        ("price ^* wait == price", &["an amount of money * a duration has no meaning"]),
        ("price ^== wait", &["an amount of money and a duration cannot be equal"]),
        (
            "price == (a ^? price : 1)",
            &["one case is an amount of money, the other a number (a number has no currency"],
        ),
        ("price in [0, ^500]", &["an amount of money is never a number (a number has no currency"]),
        ("^fee < price", &["this can be null, where a value is needed (guard it: `fee != null"]),
        ("now < addDays(sentAt, ^price)", &["this is an amount of money, where a number is needed (a number has no"]),
        ("^price", &["this is an amount of money, where a condition is needed"]),
        ("count ^< (0 - price)", &["a number and an amount of money cannot be compared"]),
        // Lists.
        ("count in ^count", &["`in` needs a list of literals"]),
        ("count in [1, ^other]", &["a list holds literals only"]),
        ("count in [1 ^+ 1]", &["a list holds literals only"]),
        ("count in [^wait]", &["a list holds literals only"]),
        ("count in [^\"small\"]", &["a number is never a choice of `small`"]),
        ("size in [\"small\", ^\"buyer\"]", &["a choice of `small`, `large` is never a choice of `buyer`"]),
        ("limit in [^null]", &["a number is never null"]),
        ("^[1]", &["a list can stand only after `in`"]),
        ("count == ^[1]", &["a list can stand only after `in`"]),
        // Functions.
        ("^length(size) == 1", &["`length` is no function (one of `duration`, `timestamp`, `startOfDay`, `endOfDay`"]),
        ("now < ^endOfDay()", &["`endOfDay` takes an instant and perhaps a zone, not 0 arguments"]),
        ("now < ^addDays(sentAt)", &["`addDays` takes an instant, a number and perhaps a zone, not 1 argument"]),
        ("now < ^addDays(sentAt, 1, place, 2)", &["an instant, a number and perhaps a zone, not 4 arguments"]),
        ("wait < ^duration(\"1h\", \"2h\")", &["`duration` takes one text in quotes, not 2 arguments"]),
        (
            "now < endOfDay(sentAt, ^paidAt)",
            &["this is a timestamp, where a zone is needed (one of `America/Los_Angeles`"],
        ),
        ("now < endOfDay(sentAt, ^size)", &["this is a choice of `small`, `large`, where a zone is needed"]),
        ("now < endOfDay(sentAt, ^place)", &["this can be null, where a value is needed (guard it: `place != null"]),
        (
            "now < endOfDay(sentAt, ^\"Asia/Tokyo\")",
            &["`Asia/Tokyo` is not under `zones` (one of `America/Los_Angeles`"],
        ),
        (
            "now < addDays(^wait, ^sentAt)",
            &["this is a duration, where a timestamp", "this is a timestamp, where a number"],
        ),
        ("now < addMonths(sentAt, ^limit)", &["this can be null, where a value is needed"]),
        ("now < endOfBusinessDay(sentAt, ^-1)", &["business days are counted forwards only (write 0 or more)"]),
        ("sentAt < endOfDay(^now)", &["`now` cannot stand here"]),
        ("sentAt < addBusinessDays(^now, 1)", &["`now` cannot stand here"]),
        ("now < addDays(sentAt, now ^< sentAt)", &["this is a condition, where a number is needed"]),
        ("now < endOfDay(^wait)", &["this is a duration, where a timestamp is needed"]),
        ("now < endOfMonth(^1)", &["this is a number, where a timestamp is needed"]),
        ("wait < duration(^\"soon\")", &["`soon` is no duration (write it like `72h`"]),
        ("wait < duration(^\"1ns\")", &["`1ns` is no duration of whole milliseconds"]),
        ("now < timestamp(^\"2026-11-10T09:00:00.0001Z\")", &["is no instant of whole milliseconds"]),
        ("now < timestamp(^\"0000-11-10T09:00:00Z\")", &["is too early (the first year is 0001)"]),
        // Dividing.
        ("count / ^0 == 1", &["nothing can be divided by zero"]),
        ("count % (1 ^- 1) == 1", &["the divisor can be zero"]),
        ("count / ^other == 1", &["the divisor can be zero (give the fact `min = 1`"]),
        ("count / ^none == 1", &["the divisor can be zero (no value of the parameter may be 0)"]),
        ("count / (nights ^- 1) == 1", &["the divisor can be zero"]),
        ("count / (a ^? 1 : 0) == 1", &["the divisor can be zero"]),
        ("wait / ^0 == wait", &["nothing can be divided by zero"]),
        ("wait / ^count == wait", &["the divisor can be zero (give the fact `min = 1`"]),
        (
            "wait ^/ window == 2",
            &["a duration / a duration has no meaning (a length of time is multiplied and divided"],
        ),
        ("2 ^/ wait == wait", &["a number / a duration has no meaning (a length of time is multiplied and divided"]),
        ("wait ^% 2 == wait", &["a duration % a number has no meaning"]),
        // Functions of other languages.
        ("^min(count, 1) == 1", &["`min` is no function (write `a < b ? a : b`)"]),
        ("^not(a)", &["write `!(…)` for not"]),
        ("sentAt < ^now()", &["write `now` without parentheses"]),
        ("wait < duration(^\"365001d\")", &["`365001d` is too long"]),
        ("wait < duration(^3)", &["`duration` takes a text in quotes"]),
        ("wait < duration(^wait)", &["`duration` takes a text in quotes"]),
        ("now < timestamp(^\"2026-11-10T09:00:00\")", &["`2026-11-10T09:00:00` has no offset from UTC"]),
        ("now < timestamp(^1)", &["`timestamp` takes a text in quotes"]),
        // Several at once, each told.
        ("^count && (size ^== 1 || ^nothing)", &["this is a number", "cannot be equal", "`nothing` is no fact"]),
    ] {
        check_condition_mistakes(marked, messages);
    }
}

#[test]
fn names_that_mean_nothing_are_refused_with_the_nearest_one() {
    let world = World::new();
    for (marked, suggests) in [
        ("now < ^sntAt", Some("sentAt")),
        ("^cuont == 1", Some("count")),
        ("^sate == \"done\"", Some("state")),
        ("^rolle == \"buyer\"", Some("role")),
        ("now < sentAt + ^windows", Some("window")),
        ("^noww < sentAt", Some("now")),
        ("^AGREED == true", Some("agreed")),
        ("^True", Some("true")),
        ("!^FALSE", Some("false")),
        ("limit == ^nil", Some("null")),
        ("limit != ^None", Some("null")),
        ("^today < sentAt", Some("now")),
        ("^qqq == 1", None),
        ("^x", None),
    ] {
        check_condition_mistakes(marked, &["is no fact, no parameter and no value"]);
        let mistakes = world.compile(&marked.replace('^', ""), ANYWHERE, &Type::Bool, false).unwrap_err();
        assert_eq!(mistakes[0].suggests.as_deref(), suggests, "{marked}");
        let help = suggests.map_or("declare it under `facts`, `params` or `values`".to_owned(), |name| {
            format!("did you mean `{name}`?")
        });
        assert_eq!(mistakes[0].help.as_ref(), Some(&help), "{marked}");
    }
    check_condition_mistakes(
        "now < sentAt + ^elsewhere",
        &["not every edition that has this has the parameter `elsewhere` (give the element the edition"],
    );
}

#[test]
fn business_days_need_a_calendar_and_zones_a_list() {
    let World { symbols, states, roles, facts, .. } = &World::new();
    let names = Names {
        symbols,
        states,
        roles,
        acting: roles,
        facts,
        params: &[],
        values: &[],
        foreign: &[],
        zones: &Choices::new(),
        has_business_days: false,
        gaps: Gaps::default(),
    };
    let mistakes = |source: &str| compile(source, &names, ANYWHERE, &Type::Bool, false).err().unwrap_or_default();
    for (marked, message) in [
        ("now < ^endOfBusinessDay(sentAt, 1)", "`endOfBusinessDay` needs a calendar, and this policy has none"),
        ("now < ^addBusinessDays(sentAt, 1)", "`addBusinessDays` needs a calendar, and this policy has none"),
        ("now < endOfDay(sentAt, ^\"Asia/Kathmandu\")", "this policy lists no zones (list them under `zones`)"),
        ("now < endOfDay(sentAt, ^size)", "this policy lists no zones"),
    ] {
        check_mistakes(mistakes, marked, &[message]);
    }
    let near = |source: &str| mistakes(source).remove(0).suggests;
    assert_eq!(near("now < endOfDays(sentAt)").as_deref(), Some("endOfDay"));
    assert_eq!(near("now < addBuisnessDays(sentAt, 1)").as_deref(), Some("addBusinessDays"));
    assert_eq!(near("now < length(sentAt)"), None);
}
