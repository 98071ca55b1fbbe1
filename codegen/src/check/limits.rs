//! The limits on a single field: whether they go with its type, let anything through, and admit its default.

use super::symbols::Resolved;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    load::{Bounds, Field},
    place::{Place, Spanned},
    yaml::{Node, Resolved as Scalar},
};

/// Checks the limits and the default of one field.
pub fn check(
    name: &Spanned<String>,
    field: &Field,
    resolved: &Resolved<'_>,
    diagnostics: &mut Diagnostics,
) {
    check_limits(field, resolved, diagnostics);
    check_default(name, field, resolved, diagnostics);
}

fn check_limits(field: &Field, resolved: &Resolved<'_>, diagnostics: &mut Diagnostics) {
    let is_list = matches!(resolved, Resolved::List(_));
    let mut limit = |place: Option<Place>, fits: bool, key: &str, wants: &str| {
        if let (Some(place), false) = (place, fits) {
            let message = format!(
                "`{key}` limits {wants}, but this field is `{}`",
                field.ty.value
            );
            diagnostics.push(Diagnostic::new(
                Code::LimitKind,
                place,
                message,
                format!("remove `{key}`, or correct the type"),
            ));
        }
    };
    limit(
        field.range.as_ref().map(|key| key.place),
        resolved.is_whole_number(),
        "range",
        "whole numbers",
    );
    limit(
        field.length.as_ref().map(|key| key.place),
        resolved.is_text(),
        "length",
        "texts",
    );
    limit(
        field.pattern.as_ref().map(|key| key.place),
        resolved.is_text(),
        "pattern",
        "texts",
    );
    limit(
        field.min_items.as_ref().map(|key| key.place),
        is_list,
        "min_items",
        "lists",
    );
    limit(
        field.max_items.as_ref().map(|key| key.place),
        is_list,
        "max_items",
        "lists",
    );
    check_bounds(field.range.as_ref(), i64::MIN, i64::MAX, diagnostics);
    check_bounds(field.length.as_ref(), 0, i64::from(u32::MAX), diagnostics);
    check_items(field, diagnostics);
    check_pattern(field, diagnostics);
}

fn check_bounds(bounds: Option<&Bounds>, least: i64, most: i64, diagnostics: &mut Diagnostics) {
    let Some(bounds) = bounds else { return };
    let (low, high) = (bounds.low.unwrap_or(least), bounds.high.unwrap_or(most));
    if low > high || (bounds.low.is_none() && bounds.high.is_none()) {
        let message = "these bounds let through nothing, or everything";
        let help = "write the smaller bound first, and at least one of the two";
        diagnostics.push(Diagnostic::new(
            Code::EmptyLimit,
            bounds.place,
            message,
            help,
        ));
    } else if low < least || high > most {
        let message = format!("a bound lies outside {least} to {most}");
        diagnostics.push(Diagnostic::new(
            Code::EmptyLimit,
            bounds.place,
            message,
            "write `~` for an open bound",
        ));
    }
}

fn check_items(field: &Field, diagnostics: &mut Diagnostics) {
    let mut bad = |count: &Spanned<i64>, message: String| {
        let help = "write a count of at least 1, `min_items` not above `max_items`";
        diagnostics.push(Diagnostic::new(
            Code::EmptyLimit,
            count.place,
            message,
            help,
        ));
    };
    for count in [&field.min_items, &field.max_items].into_iter().flatten() {
        if !(1..=i64::from(u32::MAX)).contains(&count.value) {
            bad(
                count,
                format!("{} is no useful count of items", count.value),
            );
        }
    }
    if let (Some(min), Some(max)) = (&field.min_items, &field.max_items)
        && min.value > max.value
    {
        bad(
            max,
            format!(
                "no list has at least {} and at most {} items",
                min.value, max.value
            ),
        );
    }
}

fn check_pattern(field: &Field, diagnostics: &mut Diagnostics) {
    if let Some(pattern) = &field.pattern
        && let Err(error) = regex_lite::Regex::new(&pattern.value)
    {
        let message = format!("`{}` is not a regular expression: {error}", pattern.value);
        let help = "the syntax is that of the crate regex-lite: no look-around, no back-references";
        diagnostics.push(Diagnostic::new(
            Code::BadPattern,
            pattern.place,
            message,
            help,
        ));
    }
}

fn check_default(
    name: &Spanned<String>,
    field: &Field,
    resolved: &Resolved<'_>,
    diagnostics: &mut Diagnostics,
) {
    let Some(default) = &field.default else {
        return;
    };
    if let Err(why) = default_fits(default, field, resolved) {
        let message = format!(
            "the default of `{}`, {}, does not fit: {why}",
            name.value,
            default.describe()
        );
        diagnostics.push(Diagnostic::new(
            Code::BadDefault,
            default.place,
            message,
            "correct the default or the limits",
        ));
    }
    if field.is_required() {
        let message = format!(
            "`{}` must be given, so its default is never taken",
            name.value
        );
        diagnostics.push(Diagnostic::new(
            Code::BadDefault,
            default.place,
            message,
            "remove `default` or `required`",
        ));
    }
}

fn default_fits(default: &Node, field: &Field, resolved: &Resolved<'_>) -> Result<(), String> {
    match (resolved, default.resolved()) {
        (Resolved::Bool, Some(Scalar::Bool(_))) => Ok(()),
        (Resolved::Int32, Some(Scalar::Int(value))) if i32::try_from(value).is_err() => {
            Err("it is larger than 32 bits hold".to_owned())
        }
        (resolved, Some(Scalar::Int(value))) if resolved.is_whole_number() => {
            in_range(value, field.range.as_ref())
        }
        (Resolved::Text, Some(Scalar::Text(_))) => Ok(()),
        (Resolved::Enum(_, list), Some(Scalar::Text(text))) => list
            .values
            .get(text)
            .map(|_| ())
            .ok_or_else(|| "it is no value of the enum".to_owned()),
        _ => Err(format!("a {} was wanted", field.ty.value)),
    }
}

fn in_range(value: i64, range: Option<&Bounds>) -> Result<(), String> {
    let fits = range.is_none_or(|range| {
        range.low.is_none_or(|low| value >= low) && range.high.is_none_or(|high| value <= high)
    });
    if fits {
        Ok(())
    } else {
        Err("it lies outside the range".to_owned())
    }
}
