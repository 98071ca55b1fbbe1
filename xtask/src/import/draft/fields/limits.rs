//! What a draft says of a field besides its type: whether it must be given, its limits, its default.

use super::{
    Entry, Records,
    shown::{all, siblings},
};
use crate::import::{
    draft::yaml,
    example::Json,
    facts::{Field, Kind, Required, Side},
    table::words::Base,
    text::{key, pattern, short},
};

impl Records<'_> {
    /// Whether a field must be given, or is always there.
    pub(super) fn presence(&mut self, field: &Field, side: Side, here: &str, entry: &mut Entry) {
        let is_notification = self.facts.kind == Kind::Notification;
        let missing = self.facts.inconsistencies.iter().any(|one| {
            one.tag == "missing-in-example" && one.paths.iter().any(|path| path == here)
        });
        let required = match side {
            Side::Request if is_notification => {
                field.required == Required::Yes && field.required_if.is_none() && !missing
            }
            Side::Request => field.required == Required::Yes && field.required_if.is_none(),
            Side::Response => !missing && self.always_there(here) && field.required != Required::No,
        };
        if required {
            entry.set("required", "true");
        }
        if field.required == Required::Lost && side == Side::Request {
            entry.review.push(format!(
                "the page does not say whether it is required (line {})",
                field.line
            ));
        }
        if missing && side == Side::Request && field.required == Required::Yes {
            entry
                .review
                .push("it is required, but the example lacks it".to_owned());
        }
        if let Some(condition) = field
            .required_if
            .as_ref()
            .filter(|_| side == Side::Request && !is_notification)
        {
            match self.condition(condition, here) {
                Some(rule) => entry.set("required_if", rule),
                None => entry.review.push(format!(
                    "required only under a condition: {} (line {})",
                    short(condition, 80),
                    field.line
                )),
            }
        }
    }

    /// Whether every example that shows the object shows the field, and not as null.
    pub(super) fn always_there(&self, here: &str) -> bool {
        let shown = self.shown_path(here);
        let steps: Vec<&str> = shown.split('.').skip(1).collect();
        let Some((last, parents)) = steps.split_last() else {
            return false;
        };
        let last = last.trim_end_matches("[]");
        let mut objects = Vec::new();
        for example in &self.facts.examples.responses {
            all(example, parents, &mut objects);
        }
        let objects: Vec<&Json> = objects
            .into_iter()
            .filter(|object| matches!(object, Json::Object(_)))
            .collect();
        !objects.is_empty()
            && objects
                .iter()
                .all(|object| object.get(last).is_some_and(|value| *value != Json::Null))
    }

    /// `channelType is QR, CARD` as a rule of the language, if it is one: the field must be an enum that has the values.
    pub(super) fn condition(&self, condition: &str, here: &str) -> Option<String> {
        let words: Vec<&str> = condition
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .filter(|word| !word.is_empty())
            .collect();
        let siblings = siblings(self.facts, here)?;
        let field = words.iter().find_map(|word| {
            siblings.iter().find(|field| {
                field.name == *word && !field.values.is_empty() && field.ty.base == Base::Text
            })
        })?;
        let values: Vec<&str> = words
            .iter()
            .copied()
            .filter(|word| field.values.iter().any(|item| item.value == *word))
            .collect();
        let negative = pattern!(r"(?i)\bnot\b|\bisn|不|非|!=|≠").is_match(condition);
        if values.is_empty() || negative || here.ends_with(&format!(".{}", field.name)) {
            return None;
        }
        let values: Vec<String> = values.iter().map(|value| yaml::text(value)).collect();
        Some(format!(
            "{{ {}: [{}] }}",
            yaml::text(&field.name),
            values.join(", ")
        ))
    }

    pub(super) fn default(&self, field: &Field, here: &str, entry: &mut Entry) {
        let Some(default) = field
            .default
            .as_ref()
            .filter(|_| here.starts_with("request."))
        else {
            return;
        };
        let is_notification = self.facts.kind == Kind::Notification;
        let listed = field.values.iter().any(|item| item.value == *default);
        let number = default.parse::<i64>().ok();
        let within = |value: i64, low: Option<i64>, high: Option<i64>| {
            low.is_none_or(|low| low <= value) && high.is_none_or(|high| value <= high)
        };
        let length = i64::try_from(default.chars().count()).unwrap_or(i64::MAX);
        // The example may have shown that a number or a flag travels as text.
        let base = match entry.ty.as_deref() {
            Some("string") => Base::Text,
            _ => field.ty.base,
        };
        let fits = match base {
            Base::Text if field.values.is_empty() => {
                within(length, field.min_length, field.max_length)
            }
            Base::Text => listed,
            Base::Int32 | Base::Int64 => {
                let inside = number.is_some_and(|number| within(number, field.min, field.max));
                field.values.is_empty() && inside
            }
            Base::Bool => true,
            _ => false,
        };
        let time = entry
            .ty
            .as_deref()
            .is_some_and(|ty| self.vocabulary.time.as_deref() == Some(ty));
        let nested = here.matches('.').count() > 1;
        if !fits || time || nested || is_notification || entry.get("required").is_some() {
            entry.review.push(format!(
                "the page gives {} for a default, which is not carried here",
                short(default, 40)
            ));
            return;
        }
        let value = if base == Base::Text {
            yaml::quoted(default)
        } else {
            default.clone()
        };
        entry.set("default", value);
    }
}

/// The limits of a field, as far as its type takes them.
pub(super) fn limits(field: &Field, side: Side, entry: &mut Entry) {
    let bound =
        |bound: Option<i64>| bound.map_or_else(|| "~".to_owned(), |bound| bound.to_string());
    let ty = entry.ty.clone().unwrap_or_default();
    match field.ty.base {
        Base::List => {
            let max = field.max_items.filter(|max| *max > 0);
            let min = field
                .min_items
                .filter(|min| *min > 0 && max.is_none_or(|max| *min <= max));
            if min.is_none() && side == Side::Request {
                entry
                    .review
                    .push("at least one item is taken for granted".to_owned());
            }
            if let Some(min) = min.or((side == Side::Request).then_some(1)) {
                entry.set("min_items", min.to_string());
            }
            if let Some(max) = max {
                entry.set("max_items", max.to_string());
            }
        }
        Base::Int32 | Base::Int64
            if field.values.is_empty() && ty != "string" && ty != "bool" && ty != "decimal" =>
        {
            let paged = side == Side::Request
                && matches!(
                    key(&field.name).as_str(),
                    "page"
                        | "pagenum"
                        | "pageno"
                        | "current"
                        | "pageindex"
                        | "size"
                        | "pagesize"
                        | "limit"
                );
            if paged && field.min.is_none() {
                entry
                    .review
                    .push("that it counts from 1 is taken for granted".to_owned());
            }
            let low = field.min.or(paged.then_some(1));
            let fits = |bound: &i64| ty != "int32" || i32::try_from(*bound).is_ok();
            let (low, high) = (low.filter(fits), field.max.filter(fits));
            if (low.is_some() || high.is_some())
                && low.unwrap_or(i64::MIN) <= high.unwrap_or(i64::MAX)
            {
                entry.set("range", format!("[{}, {}]", bound(low), bound(high)));
            }
        }
        Base::Decimal if field.min.or(field.max).is_some() => entry.review.push(format!(
            "the page limits it, for which the language has whole numbers only (line {})",
            field.line
        )),
        Base::Text if field.values.is_empty() => {
            let (low, high) = (
                field.min_length.filter(|low| *low > 0),
                field.max_length.filter(|high| *high > 0),
            );
            let time = field.format.as_deref() == Some("yyyy-MM-dd HH:mm:ss");
            let whole = low.unwrap_or(0) <= high.unwrap_or(i64::MAX);
            if (low.is_some() || high.is_some())
                && whole
                && !time
                && !matches!(ty.as_str(), "int32" | "int64" | "bool" | "decimal")
            {
                entry.set("length", format!("[{}, {}]", bound(low), bound(high)));
            }
        }
        _ => {}
    }
}
