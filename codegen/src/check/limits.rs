//! The limits on a single field: whether they go with its type, let anything through, and admit its default.

use super::{references::is_sound, symbols::Resolved};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, nearest, suggest},
    load::{Bounds, Field, wants_quotes},
    place::{Place, Spanned},
    yaml::{Kind, Node, Resolved as Scalar},
};

/// Checks the limits of one field.
pub fn check(field: &Field, resolved: &Resolved<'_>, diagnostics: &mut Diagnostics) {
    let is_list = matches!(resolved, Resolved::List(_));
    let mut told = false;
    let mut limit = |place: Option<Place>, fits: bool, key: &str, wants: &str| {
        if let (Some(place), false, false) = (place, fits, told) {
            // One will do: where several limits do not go with a type, it may be the type that is wrong.
            told = true;
            let ty = &field.ty;
            let message = format!("`{key}` limits {wants}, but this field is `{}`", ty.value);
            let help = match limits_of(resolved) {
                Some(limits) => format!("write {limits}, or correct the type"),
                None => format!("remove `{key}`, or correct the type"),
            };
            diagnostics.push(
                Diagnostic::new(Code::LimitKind, place, message, help)
                    .related(ty.place, "its type"),
            );
        }
        fits
    };
    let place = |bounds: &Option<Bounds>| bounds.as_ref().map(|bounds| bounds.place);
    let is_whole = resolved.is_whole_number();
    let ranged = limit(place(&field.range), is_whole, "range", "whole numbers");
    let is_text = resolved.is_text();
    let measured = limit(place(&field.length), is_text, "length", "texts");
    let pattern = field.pattern.as_ref().map(|key| key.place);
    limit(pattern, is_text, "pattern", "texts");
    let min_items = field.min_items.as_ref().map(|key| key.place);
    limit(min_items, is_list, "min_items", "lists");
    let max_items = field.max_items.as_ref().map(|key| key.place);
    limit(max_items, is_list, "max_items", "lists");
    if let (Some(range), true) = (&field.range, ranged) {
        check_bounds(range, whole_numbers(resolved), field.ty.place, diagnostics);
    }
    if let (Some(length), true) = (&field.length, measured) {
        check_bounds(
            length,
            (0, i64::from(u32::MAX)),
            Place::NOWHERE,
            diagnostics,
        );
    }
    if is_list {
        check_items(field, diagnostics);
    }
    check_pattern(field, diagnostics);
}

/// Whether the limits of a field go with its type. If not, that has been told, and the type itself is in doubt.
pub fn suit(field: &Field, resolved: &Resolved<'_>) -> bool {
    let is_list = matches!(resolved, Resolved::List(_));
    (field.range.is_none() || resolved.is_whole_number())
        && (field.length.is_none() && field.pattern.is_none() || resolved.is_text())
        && (field.min_items.is_none() && field.max_items.is_none() || is_list)
}

/// What limits a field of this type, in the words of a help line.
fn limits_of(resolved: &Resolved<'_>) -> Option<&'static str> {
    match resolved {
        Resolved::List(_) => Some("`min_items` or `max_items`, which limit a list"),
        resolved if resolved.is_text() => Some("`length` or `pattern`, which limit a text"),
        resolved if resolved.is_whole_number() => Some("`range`, which limits a whole number"),
        _ => None,
    }
}

/// The smallest and the largest number that a field can hold.
fn whole_numbers(resolved: &Resolved<'_>) -> (i64, i64) {
    match resolved {
        Resolved::Int32 => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    }
}

/// Checks a pair of bounds on what lies between `least` and `most` anyhow, which the type at `ty` says.
fn check_bounds(
    bounds: &Bounds,
    (least, most): (i64, i64),
    ty: Place,
    diagnostics: &mut Diagnostics,
) {
    let (low, high) = (bounds.low.unwrap_or(least), bounds.high.unwrap_or(most));
    let mut bad = |message: String, help: &str, because: Place| {
        diagnostics.push(
            Diagnostic::new(Code::EmptyLimit, bounds.place, message, help)
                .related(because, "its type"),
        );
    };
    if low > high {
        let message = format!("nothing is at least {low} and at most {high}");
        let help = "write the smaller bound first, `~` for an open one";
        bad(message, help, Place::NOWHERE);
    } else if low < least || high > most {
        let bound = if low < least { low } else { high };
        let message =
            format!("the bound {bound} lies outside {least} to {most}, so it limits nothing");
        let help = "write a bound that can be reached, or `~` for an open one";
        bad(message, help, ty);
    } else if (low, high) == (least, most) {
        let written = |bound: Option<i64>| bound.map_or("~".to_owned(), |bound| bound.to_string());
        let (low, high) = (written(bounds.low), written(bounds.high));
        let message = format!("`[{low}, {high}]` lets everything through");
        let help = "give at least one bound that limits something, or remove both";
        bad(message, help, Place::NOWHERE);
    }
}

fn check_items(field: &Field, diagnostics: &mut Diagnostics) {
    let mut bad = |count: &Spanned<i64>, message: String, help: &str, other: Place| {
        diagnostics.push(
            Diagnostic::new(Code::EmptyLimit, count.place, message, help)
                .related(other, "the other limit"),
        );
    };
    let useful = |count: &&Spanned<i64>| (1..=i64::from(u32::MAX)).contains(&count.value);
    let counts = [&field.min_items, &field.max_items];
    for count in counts.into_iter().flatten().filter(|count| !useful(count)) {
        let message = format!("{} is no useful count of items", count.value);
        let help = "write 1 or more, or remove the limit";
        bad(count, message, help, Place::NOWHERE);
    }
    let [min, max] = counts.map(|count| count.as_ref().filter(useful));
    if let (Some(min), Some(max)) = (min, max)
        && min.value > max.value
    {
        let (least, most) = (min.value, max.value);
        let message = format!("no list has at least {least} and at most {most} items");
        let help = "write the smaller count as `min_items`";
        bad(max, message, help, min.place);
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

/// Checks the default of a field of a request. Elsewhere it is misplaced, whatever it says.
pub fn check_default(
    name: &Spanned<String>,
    field: &Field,
    resolved: &Resolved<'_>,
    diagnostics: &mut Diagnostics,
) {
    let Some(default) = &field.default else {
        return;
    };
    let (name, place) = (&name.value, default.place);
    if let Some(Scalar::Ambiguous(text)) = default.resolved()
        && !resolved.is_whole_number()
    {
        diagnostics.push(wants_quotes(text, place));
    } else if let (true, Err(unfit)) = (
        suit(field, resolved),
        default_fits(default, field, resolved),
    ) {
        let (written, why) = (default.describe(), unfit.why);
        let message = format!("the default of `{name}`, {written}, does not fit: {why}");
        diagnostics.push(
            Diagnostic::new(Code::BadDefault, place, message, unfit.help)
                .related(unfit.limit, unfit.label),
        );
    }
    if let Some(required) = field.required.as_ref().filter(|required| required.value) {
        let message = format!("`{name}` must be given, so its default is never taken");
        let help = "remove `default` or `required`";
        diagnostics.push(
            Diagnostic::new(Code::BadDefault, place, message, help)
                .related(required.place, "required here"),
        );
    }
}

/// Why a default does not fit, how to mend it, and where to look.
struct Unfit {
    why: String,
    help: String,
    limit: Place,
    label: &'static str,
}

fn default_fits(default: &Node, field: &Field, resolved: &Resolved<'_>) -> Result<(), Unfit> {
    let ty = field.ty.place;
    match (resolved, default.resolved()) {
        // Refused already.
        (_, None) if matches!(default.kind, Kind::Refused) => Ok(()),
        (Resolved::Enum(_, list), _) if !is_sound(list) => Ok(()),
        (Resolved::Bool, Some(Scalar::Bool(_))) => Ok(()),
        (Resolved::Int32, Some(Scalar::Int(value))) if i32::try_from(value).is_err() => {
            Err(beyond("32 bits do not hold it", ty))
        }
        (resolved, Some(Scalar::Int(value))) if resolved.is_whole_number() => {
            match field.range.as_ref().filter(|range| !range.holds(value)) {
                None => Ok(()),
                Some(range) => Err(beyond(format!("the range is {range}"), range.place)),
            }
        }
        (Resolved::Text, Some(Scalar::Text(text))) => text_fits(text, field),
        (Resolved::Enum(name, list), Some(Scalar::Text(text))) if !list.is_numeric() => {
            if list.values.get(text).is_some() || !list.values.whole {
                return Ok(());
            }
            let why = format!("it is no value of `{name}`");
            let near = nearest(text, list.values.names());
            let near = near.and_then(|near| list.values.place_of(near));
            let help = suggest(text, list.values.names());
            Err(Unfit {
                label: "declared here",
                ..unlike(why, help, near.unwrap_or(ty))
            })
        }
        (Resolved::Bool, _) => Err(unlike("a boolean is wanted", "write `true` or `false`", ty)),
        (Resolved::Text, _) => Err(unlike("a text is wanted", "put it in quotes", ty)),
        (Resolved::Enum(..), _) => {
            let why = "a value of the enum is wanted";
            Err(unlike(why, "write one of its values", ty))
        }
        (resolved, _) if resolved.is_whole_number() => {
            let help = "write digits only, without quotes";
            Err(unlike("a whole number is wanted", help, ty))
        }
        _ => {
            let why = format!("a field of type `{}` takes no default", field.ty.value);
            let help = "remove it, and say in `doc` what the platform does without it";
            Err(unlike(why, help, ty))
        }
    }
}

fn unlike(why: impl Into<String>, help: impl Into<String>, limit: Place) -> Unfit {
    Unfit {
        why: why.into(),
        help: help.into(),
        limit,
        label: "does not fit this",
    }
}

fn beyond(why: impl Into<String>, limit: Place) -> Unfit {
    unlike(why, "correct the default or the limit", limit)
}

fn text_fits(text: &str, field: &Field) -> Result<(), Unfit> {
    let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    if let Some(bounds) = field.length.as_ref().filter(|bounds| !bounds.holds(length)) {
        let why = format!("it has {length} characters, and the length is {bounds}");
        return Err(beyond(why, bounds.place));
    }
    match &field.pattern {
        Some(pattern) if !matches(&pattern.value, text) => {
            let why = format!("the pattern is `{}`", pattern.value);
            Err(beyond(why, pattern.place))
        }
        _ => Ok(()),
    }
}

/// Whether the whole of `text` matches; true for a pattern that does not compile, which is told elsewhere.
pub fn matches(pattern: &str, text: &str) -> bool {
    regex_lite::Regex::new(&format!("^(?:{pattern})$")).map_or(true, |regex| regex.is_match(text))
}
