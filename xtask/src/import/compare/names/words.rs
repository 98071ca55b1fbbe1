//! The words that names are made of, and which of them mean one thing.

use super::Shown;
use crate::import::{
    compare::walk::fits,
    describe,
    facts::Field,
    text::{key, pattern},
};

/// Words that stand for each other at the end of a name.
const FAMILIES: [&[&str]; 10] = [
    &[
        "no",
        "number",
        "id",
        "uuid",
        "code",
        "num",
        "sn",
        "ref",
        "reference",
        "key",
    ],
    &["time", "date", "at", "datetime", "timestamp", "day"],
    &["amount", "amt", "money", "sum"],
    &["quantity", "qty", "count", "num"],
    &["status", "state"],
    &["type", "kind", "mode", "category", "method", "way"],
    &[
        "description",
        "desc",
        "remark",
        "remarks",
        "note",
        "memo",
        "comment",
        "reason",
        "message",
        "msg",
        "text",
    ],
    &["mobile", "phone", "tel", "telephone"],
    &["url", "link", "address", "addr", "uri"],
    &["currency", "ccy", "cur"],
];

/// Whether a member of an example is likely `field` by another name: it is of the type, its words but the last begin like
/// the field's, and the last is the field's, of its family, or in what the page says of the field.
pub(super) fn are_of_one_thing(field: &Field, (name, value): &Shown<'_>) -> bool {
    let (one, other) = (words(&field.name), words(name));
    let (Some((last, first)), Some((other_last, other_first))) =
        (one.split_last(), other.split_last())
    else {
        return false;
    };
    if first.is_empty() || first.len() != other_first.len() || !fits(field, value) {
        return false;
    }
    let begins = |(one, other): (&String, &String)| {
        let long = one.len().min(other.len());
        one == other || long >= 3 && one.get(..long) == other.get(..long)
    };
    let said = || other_last.len() > 3 && key(&field.description).contains(other_last.as_str());
    first.iter().zip(other_first).all(begins)
        && (last == other_last || of_a_family(last, other_last) || said())
}

/// Whether a member of an example is likely `field` with one word more or less in the middle of its name.
pub(super) fn are_one_word_apart(field: &Field, (name, value): &Shown<'_>) -> bool {
    let (one, other) = (words(&field.name), words(name));
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let more = |at: usize| {
        let (head, tail) = (short.get(..at), short.get(at..));
        head == long.get(..at) && tail == long.get(at + 1..)
    };
    short.len() + 1 == long.len() && (1..short.len()).any(more) && fits(field, value)
}

/// Whether a member of an example is likely the time of what `holder` holds, by another name: `traceTime` of `traces` says no
/// more than `time`, as which `scanTime` is the only one.
pub(super) fn are_held(holder: &str, field: &Field, (name, value): &Shown<'_>) -> bool {
    let (one, other) = (words(&field.name), words(name));
    let stem = |text: &str| {
        key(text)
            .trim_end_matches("list")
            .trim_end_matches('s')
            .to_owned()
    };
    let (Some((last, [first])), Some((other_last, [_]))) = (one.split_last(), other.split_last())
    else {
        return false;
    };
    let shown = value.text().and_then(describe::sample_format);
    *first == stem(holder) && last == other_last && shown.is_some() && field.format == shown
}

/// Whether a member of an example is of the type of `field`, and both names are of a code or a number: `postCode`,
/// `zipCode`. Of two times or amounts, each is its own.
pub(super) fn are_both_codes(field: &Field, (name, value): &Shown<'_>) -> bool {
    let (one, other) = (words(&field.name), words(name));
    let several = one.len() > 1 && one.len() == other.len();
    let code = |last: &String| FAMILIES[0].contains(&last.as_str());
    several && one.last() == other.last() && one.last().is_some_and(code) && fits(field, value)
}

fn of_a_family(one: &str, other: &str) -> bool {
    FAMILIES
        .iter()
        .any(|family| family.contains(&one) && family.contains(&other))
}

/// The words of a name, in small letters.
fn words(name: &str) -> Vec<String> {
    let parts = pattern!(r"[A-Z]+(?:[a-z]+)?|[a-z]+|[0-9]+").find_iter(name);
    parts.map(|part| part.as_str().to_lowercase()).collect()
}

/// A name whose last word is in its short form: `wayBillNumber` as `wayBillNo`.
pub(super) fn shortened(name: &str) -> String {
    let words = [
        ("number", "no"),
        ("num", "no"),
        ("quantity", "qty"),
        ("description", "desc"),
        ("address", "addr"),
        ("message", "msg"),
        ("currency", "ccy"),
        ("seconds", "secs"),
        ("minutes", "mins"),
    ];
    let short = words.iter().find_map(|(long, short)| {
        let stem = name.strip_suffix(long)?;
        (stem.len() != 1).then(|| format!("{stem}{short}"))
    });
    short.unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{are_held, are_of_one_thing, are_one_word_apart};
    use crate::import::{example::Json, facts::Field, table::words::Base};

    #[test]
    fn names_of_one_thing_are_told_from_those_of_two() {
        for (field, said, name, one) in [
            ("releaseAmount", "", "relAmount", true),
            ("payerUuid", "Wallet that pays", "payerWallet", true),
            ("payerUuid", "Who pays", "payerWallet", false),
            ("createTime", "", "createdAt", true),
            ("createTime", "", "createDate", true),
            ("createTime", "", "updateTime", false),
            ("payerName", "Who pays", "payerMobile", false),
            ("orderStatus", "", "orderState", true),
            ("amount", "", "fee", false),
            ("orderNo", "", "mchOrderNo", false),
        ] {
            let mut field = Field::named(field, 1, Base::Text);
            field.description = said.to_owned();
            let value = Json::Text("x".to_owned());
            let found = are_of_one_thing(&field, &(name, &value));
            assert_eq!(found, one, "{} {name}", field.name);
        }
    }

    #[test]
    fn a_name_may_have_one_word_more_within() {
        for (field, name, one) in [
            ("qrContent", "qrCodeContent", true),
            ("bankAccountNo", "bankNo", true),
            ("orderNo", "mchOrderNo", false),
            ("orderNo", "orderNoList", false),
            ("qrContent", "qrImageUrl", false),
            ("content", "qrContent", false),
        ] {
            let field = Field::named(field, 1, Base::Text);
            let value = Json::Text("x".to_owned());
            let found = are_one_word_apart(&field, &(name, &value));
            assert_eq!(found, one, "{} {name}", field.name);
        }
    }

    #[test]
    fn what_repeats_the_name_of_its_holder_says_no_more_than_its_last_word() {
        for (holder, field, name, shown, one) in [
            (
                "traces",
                "traceTime",
                "scanTime",
                "2024-01-01 10:00:00",
                true,
            ),
            (
                "traceList",
                "traceTime",
                "scanTime",
                "2024-01-01 10:00:00",
                true,
            ),
            ("traces", "traceTime", "scanTime", "1704103200", false),
            (
                "traces",
                "traceTime",
                "scanDay",
                "2024-01-01 10:00:00",
                false,
            ),
            (
                "data",
                "traceTime",
                "scanTime",
                "2024-01-01 10:00:00",
                false,
            ),
        ] {
            let mut field = Field::named(field, 1, Base::Text);
            field.format = Some("yyyy-MM-dd HH:mm:ss".to_owned());
            let value = Json::Text(shown.to_owned());
            assert_eq!(
                are_held(holder, &field, &(name, &value)),
                one,
                "{holder} {name} {shown}"
            );
        }
    }
}
