//! What stands between fields: rules, pages, stretches of time, lists that may be cut.

use super::{
    fields::{Entry, Records},
    names,
    response::Response,
    yaml::{self, Writer},
};
use crate::import::facts::{Facts, Field};

/// Writes the limits between parameters.
pub fn rules(facts: &Facts, records: &Records<'_>, writer: &mut Writer) {
    let mut lines = Vec::new();
    for span in &facts.among.spans {
        let length = match span.unit {
            "days" => format!("{}d", span.count),
            "weeks" => format!("{}d", span.count.saturating_mul(7)),
            "hours" => format!("{}h", span.count),
            "minutes" => format!("{}m", span.count),
            unit => {
                lines.push(Err(format!(
                    "{} and {} may lie {} {unit} apart, which has no exact length",
                    span.start, span.end, span.count
                )));
                continue;
            }
        };
        let timed = |name: &str| {
            facts.request.iter().any(|field| {
                field.name == name && field.format.as_deref() == Some("yyyy-MM-dd HH:mm:ss")
            })
        };
        if timed(&span.start) && timed(&span.end) {
            lines.push(Ok(format!(
                "- {{ span: [{}, {}], max: {length} }}",
                span.start, span.end
            )));
        } else {
            lines.push(Err(format!(
                "{} and {} may lie {length} apart, but are no times of day",
                span.start, span.end
            )));
        }
    }
    for order in facts.among.orders.iter().chain(&facts.within.orders) {
        lines.push(Err(format!(
            "{} {} {}, for which the language has no rule",
            order.less, order.sign, order.more
        )));
    }
    for choice in &facts.among.one_of {
        let free = |name: &String| {
            facts.request.iter().any(|field| {
                field.name == *name
                    && field.required != crate::import::facts::Required::Yes
                    && !records
                        .dropped
                        .iter()
                        .any(|path| path.ends_with(&format!(".{name}")))
            })
        };
        if choice.iter().all(free) {
            let names: Vec<String> = choice.iter().map(|name| yaml::text(name)).collect();
            lines.push(Err(
                "whether just one of these is given, or at least one (any_of)".to_owned(),
            ));
            lines.push(Ok(format!("- {{ any_of: [{}] }}", names.join(", "))));
        } else {
            lines.push(Err(format!(
                "one of {} is to be given, but the table says that one always is",
                choice.join(", ")
            )));
        }
    }
    for span in &facts.within.spans {
        lines.push(Err(format!(
            "{} and {} may lie {} {} apart, for which the language has no rule within objects",
            span.start, span.end, span.count, span.unit
        )));
    }
    for choice in &facts.within.one_of {
        lines.push(Err(format!(
            "one of {} is to be given, for which the language has no rule within objects",
            choice.join(", ")
        )));
    }
    if lines.iter().any(Result::is_ok) {
        writer.key("rules");
    }
    for line in &lines {
        match line {
            Ok(line) => writer.line(1, line),
            Err(why) => writer.review(1, why),
        }
    }
    if !lines.is_empty() {
        writer.blank();
    }
}

/// Writes how answers are cut into pages, and what goes with that. What request fields select by, and totals sum up, is
/// noted in the fields, which are written later.
pub fn paging(facts: &Facts, records: &mut Records<'_>, response: &Response, writer: &mut Writer) {
    let Response::Object(fields) = response else {
        return;
    };
    let find = |names: &[&str], fields: &[Entry]| {
        fields
            .iter()
            .find(|entry| {
                names.contains(&entry.name.as_str())
                    && entry.ty.as_deref().is_some_and(|ty| ty.starts_with("int"))
            })
            .map(|entry| entry.name.clone())
    };
    let asked = |names: &[&str]| {
        facts
            .request
            .iter()
            .find(|field| names.contains(&field.name.as_str()))
    };
    let page = asked(&["page", "pageNum", "pageNo", "current", "pageIndex"]);
    let within = |size: &&Field| {
        let default = size.default.as_ref()?.parse::<i64>().ok()?;
        Some(size.min.is_none_or(|min| min <= default) && default <= size.max?)
    };
    let size =
        asked(&["size", "pageSize", "limit"]).filter(|size| within(size).unwrap_or_default());
    let total = find(&["total", "totalCount", "totalNum"], fields);
    let current = find(&["current", "page", "pageNum", "pageNo"], fields);
    let rows = fields.iter().find(|entry| {
        entry.ty.as_deref().is_some_and(|ty| {
            ty.starts_with('[') && records.types.iter().any(|_| true) && !ty.contains("string")
        })
    });
    let (Some(page), Some(size), Some(total), Some(current), Some(rows)) =
        (page, size, total, current, rows)
    else {
        return;
    };
    let Some(row) = rows
        .ty
        .clone()
        .and_then(|ty| records.fields_of(&ty).map(|fields| fields.clone()))
    else {
        return;
    };
    let created = row
        .iter()
        .find(|entry| {
            names::words(&entry.name) == "create time" && records.is_time(entry.ty.as_deref())
        })
        .map(|entry| entry.name.clone());
    let newest = facts
        .response
        .iter()
        .flat_map(|field| field.fields.iter().chain([field]))
        .any(|field| {
            let text = field.description.to_lowercase();
            text.contains("descending")
                || text.contains("newest")
                || text.contains("倒序")
                || text.contains("降序")
        });
    let newest = created
        .as_ref()
        .filter(|_| newest)
        .map_or_else(String::new, |created| format!(", newest_first: {created}"));
    writer.review(0, "pages are told by the names of fields; check them, and add `selects` and `sum_of` where they hold");
    writer.line(0, &format!("paging: {{ page: {}, size: {}, rows: {}, total: {total}, current: {current}{newest} }}", page.name, size.name, rows.name));
    if let (Some(span), Some(created)) = (facts.among.spans.first(), &created) {
        let timed = facts
            .request
            .iter()
            .filter(|field| field.format.as_deref() == Some("yyyy-MM-dd HH:mm:ss"))
            .count()
            >= 2;
        if timed && matches!(span.unit, "days" | "weeks" | "hours" | "minutes") {
            writer.line(
                0,
                &format!(
                    "window: {{ start: {}, end: {}, of: {created} }}",
                    span.start, span.end
                ),
            );
        }
    }
    writer.blank();
}
