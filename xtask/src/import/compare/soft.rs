//! What is not wrong by itself, but should be looked at.

use super::types::items;
use crate::import::{
    example::Json,
    facts::{Facts, Field, Inconsistency, Kind, Root},
    table::words::Base,
    text::{has_chinese, key, pattern},
};

/// Everything of this kind.
pub fn notes(facts: &Facts, headers: &[(String, bool)]) -> Vec<Inconsistency> {
    let mut notes = Vec::new();
    lengths(&facts.request, "request", &mut notes);
    lengths(&facts.response, "response", &mut notes);
    units(facts, &mut notes);
    zones(&facts.request, "request", &mut notes);
    zones(&facts.response, "response", &mut notes);
    for response in &facts.examples.responses {
        rows(response, "response", &mut notes);
    }
    echoes(facts, &mut notes);
    windows(facts, &mut notes);
    codes(facts, &mut notes);
    mixed(facts, headers, &mut notes);
    as_tables(facts, &mut notes);
    notes
}

/// Paths of examples as the tables have them, which may begin within data.
fn as_tables(facts: &Facts, notes: &mut [Inconsistency]) {
    let within = match facts.root {
        Root::Data => "response.data.",
        Root::Rows => "response.data[].",
        Root::Envelope | Root::None => return,
    };
    for path in notes.iter_mut().flat_map(|one| &mut one.paths) {
        if let Some(rest) = path.strip_prefix(within) {
            *path = format!("response.{rest}");
        }
    }
}

fn note(notes: &mut Vec<Inconsistency>, tag: &'static str, path: &str, seen: impl Into<String>) {
    let paths = if path.is_empty() {
        Vec::new()
    } else {
        vec![path.to_owned()]
    };
    let seen = seen.into();
    notes.push(Inconsistency { tag, paths, seen });
}

/// A length of a list, which can only be how many items it has.
fn lengths(fields: &[Field], path: &str, notes: &mut Vec<Inconsistency>) {
    for field in fields {
        let here = format!("{path}.{}", field.name);
        if field.length_on_list {
            note(
                notes,
                "length-meaning",
                &here,
                "a Length on a List, read as a number of items",
            );
        }
        lengths(&field.fields, &super::places::below(path, field), notes);
    }
}

/// Times of day that nobody gives a zone for.
fn zones(fields: &[Field], path: &str, notes: &mut Vec<Inconsistency>) {
    for field in fields {
        let timed = field.format.as_deref().is_some_and(|format| {
            format.contains("HH") && !format.contains('X') && !format.contains('Z')
        });
        let zoned =
            pattern!(r"(?i)\butc|\bgmt|time ?zone|[+]0\d:?00|时区").is_match(&field.description);
        if timed && !zoned {
            note(
                notes,
                "format",
                &format!("{path}.{}", field.name),
                "no time zone is stated",
            );
        }
        zones(&field.fields, &super::places::below(path, field), notes);
    }
}

/// Words in names of amounts of money.
pub fn is_amount(field: &Field) -> bool {
    let name = key(&field.name);
    matches!(field.ty.base, Base::Int32 | Base::Int64)
        && pattern!(r"amount|balance|(?:^|[a-z])fee$|price|threshold$|^total(?:fee|sum)$")
            .is_match(&name)
        && !name.ends_with("count")
}

/// Amounts without a unit.
fn units(facts: &Facts, notes: &mut Vec<Inconsistency>) {
    for (side, fields) in [("request", &facts.request), ("response", &facts.response)] {
        unit(fields, side, notes);
    }
}

fn unit(fields: &[Field], path: &str, notes: &mut Vec<Inconsistency>) {
    for field in fields {
        if is_amount(field) && !field.money {
            note(
                notes,
                "unit",
                &format!("{path}.{}", field.name),
                "no unit of currency is stated",
            );
        }
        unit(&field.fields, &super::places::below(path, field), notes);
    }
}

/// Rows that share what ought to tell them apart, and totals that are not the sum of their rows.
fn rows(value: &Json, path: &str, notes: &mut Vec<Inconsistency>) {
    for (name, member) in value.members() {
        let here = format!("{path}.{name}");
        if let Json::List(list) = member {
            let here = format!("{here}[]");
            shared(list, &here, notes);
            totals(value, list, path, notes);
            if let Some(first) = list.first() {
                rows(first, &here, notes);
            }
        } else {
            rows(member, &here, notes);
        }
    }
}

fn shared(list: &[Json], path: &str, notes: &mut Vec<Inconsistency>) {
    let [first, second, ..] = list else { return };
    if first == second {
        return;
    }
    let ids = first.members().iter().filter(|(name, _)| {
        pattern!(r"(?:^|[a-z])(?:uuid|Uuid|UUID)$|^id$|RefNo$|[tT]ransactionId$|ReferenceNumber$")
            .is_match(name)
    });
    // Where every id is shared, the rows are of one thing.
    let shared: Vec<&str> = ids
        .clone()
        .filter(|(name, value)| second.get(name) == Some(value))
        .map(|(name, _)| name.as_str())
        .collect();
    for name in shared {
        note(
            notes,
            "value-conflict",
            &format!("{path}.{name}"),
            "two rows of the example share it",
        );
    }
}

fn totals(parent: &Json, list: &[Json], path: &str, notes: &mut Vec<Inconsistency>) {
    for (name, value) in parent.members() {
        let Some(stem) = name.strip_prefix("total") else {
            continue;
        };
        let Json::Number(total) = value else { continue };
        let column = |row: &Json| {
            row.members()
                .iter()
                .find(|(of, _)| of.eq_ignore_ascii_case(stem))
                .and_then(|(_, value)| value.scalar())
                .and_then(|value| value.parse::<i64>().ok())
        };
        let values: Option<Vec<i64>> = list.iter().map(column).collect();
        let Some(values) = values.filter(|values| !values.is_empty()) else {
            continue;
        };
        let sum: i64 = values
            .iter()
            .fold(0, |sum: i64, value| sum.saturating_add(*value));
        if total.parse::<i64>().is_ok_and(|total| total != sum) {
            note(
                notes,
                "value-conflict",
                &format!("{path}.{name}"),
                format!("the example has {total}, but its rows sum to {sum}"),
            );
        }
    }
}

/// Numbers and ids that were sent and come back different.
fn echoes(facts: &Facts, notes: &mut Vec<Inconsistency>) {
    let Some(request) = facts.examples.requests.first() else {
        return;
    };
    for response in &facts.examples.responses {
        let Some(data @ Json::Object(_)) = response.get("data") else {
            continue;
        };
        for (name, value) in data.members() {
            let sent = request.get(name).and_then(Json::scalar);
            let (Some(sent), Some(back)) = (sent, value.scalar()) else {
                continue;
            };
            if sent != back && name != "timestamp" {
                note(
                    notes,
                    "value-conflict",
                    &format!("response.data.{name}"),
                    format!("the request sends {sent}, the answer echoes {back}"),
                );
            }
        }
    }
}

/// Rows outside the stretch of time that was asked for.
fn windows(facts: &Facts, notes: &mut Vec<Inconsistency>) {
    let Some(span) = facts.among.spans.first() else {
        return;
    };
    let Some(request) = facts.examples.requests.first() else {
        return;
    };
    let text = |name: &str| request.get(name).and_then(Json::text);
    let (Some(from), Some(to)) = (text(&span.start), text(&span.end)) else {
        return;
    };
    for response in &facts.examples.responses {
        let Some(data) = response.get("data") else {
            continue;
        };
        let lists = data
            .members()
            .iter()
            .map(|(name, value)| (format!("response.data.{name}[]"), value));
        for (path, value) in lists.chain([("response.data[]".to_owned(), data)]) {
            if !matches!(value, Json::List(_)) {
                continue;
            }
            for row in items(value) {
                for (name, value) in row.members() {
                    let created = matches!(
                        key(name).as_str(),
                        "createtime" | "transactiontime" | "createdat" | "transtime" | "paytime"
                    );
                    let outside = value
                        .text()
                        .is_some_and(|time| time.len() == from.len() && (time < from || time > to));
                    if created && outside {
                        note(
                            notes,
                            "value-conflict",
                            &format!("{path}.{name}"),
                            "a row of the example lies outside the time that was asked for",
                        );
                    }
                }
            }
        }
    }
}

/// A code for failure that is of another family than the one for success.
fn codes(facts: &Facts, notes: &mut Vec<Inconsistency>) {
    let code = |value: &Json| {
        value
            .get("code")
            .and_then(Json::scalar)
            .and_then(|code| code.parse::<i64>().ok())
    };
    let good = facts.examples.responses.iter().find_map(code);
    for bad in facts.examples.failures.iter().filter_map(code) {
        if good.is_some_and(|good| good >= 10_000) && (1..10_000).contains(&bad) {
            note(
                notes,
                "code-family",
                "",
                format!(
                    "failure code {bad} is from the older table, the success code from the newer one"
                ),
            );
        }
    }
}

/// Header rows in another language than the page.
fn mixed(facts: &Facts, headers: &[(String, bool)], notes: &mut Vec<Inconsistency>) {
    let title = facts
        .title
        .as_ref()
        .is_some_and(|title| has_chinese(&title.text));
    let count = headers.iter().filter(|(_, chinese)| *chinese).count();
    let page = title || count * 2 > headers.len();
    for (caption, chinese) in headers {
        if *chinese != page && facts.kind != Kind::NotAnEndpoint {
            let other = if *chinese { "Chinese" } else { "English" };
            note(
                notes,
                "header-mixed",
                "",
                format!("{caption}: its header row is {other}, the page is not"),
            );
        }
    }
}
