//! What the caption of a table calls: a field, several, or none.

use crate::import::{
    facts::Field,
    table::words::Base,
    text::{is_identifier, key, pattern, plain},
};

/// Words in the caption of a table that name no field.
const NO_NAMES: &[&str] = &[
    "parameter",
    "parameters",
    "paramter",
    "paramters",
    "params",
    "param",
    "field",
    "fields",
    "description",
    "desc",
    "request",
    "response",
    "body",
    "details",
    "info",
    "table",
    "structure",
    "struct",
    "object",
    "the",
    "of",
    "in",
    "for",
    "and",
    "content",
    "explanation",
    "return",
    "returned",
    "result",
    "business",
    "example",
    "attributes",
    "properties",
    "type",
    "json",
    "definition",
    "list",
    "array",
    "item",
    "element",
    "data",
    "value",
    "note",
    "notes",
];

/// Whether a field of this name may hold anything.
pub(super) fn is_bare(name: &str) -> bool {
    NO_NAMES.contains(&name.to_lowercase().as_str())
}

/// The names that a caption joins, if it joins some: "sender / receiver", "payer and payee fields".
pub fn joint(caption: &str) -> Vec<String> {
    let plain = plain(caption);
    let form = pattern!(
        r"^(?:[\d.]+\s+)?[A-Za-z_]\w*(?:\s*(?:/|,|、|&|\band\b|和|及|与)\s*[A-Za-z_]\w*)+(?:\s*(?:objects?|fields?|param\w*|items?|list|的?(?:字段|参数|对象|说明|明细)\S*))*$"
    );
    if !form.is_match(&plain) {
        return Vec::new();
    }
    let parts = pattern!(r"\s*(?:/|,|、|&|\band\b|和|及|与)\s*").split(&plain);
    let names = parts.filter_map(|part| pattern!(r"[A-Za-z_]\w*").find(part));
    names.map(|name| name.as_str().to_owned()).collect()
}

/// The names that a caption may mean, the likeliest first.
pub fn names(caption: &str) -> Vec<String> {
    let plain = plain(caption);
    let plain = pattern!(r"(\w)\[\w*\]").replace_all(&plain, "$1");
    let words: Vec<&str> = plain
        .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '[' | ']' | '.')))
        .map(|word| word.trim_matches(['.', '[', ']']))
        .filter(|word| is_identifier(word))
        .collect();
    let certain = words
        .iter()
        .filter(|word| !NO_NAMES.contains(&word.to_lowercase().as_str()));
    // "data Parameters", "list Parameters", "Item parameter description".
    let perhaps = words.iter().filter(|word| {
        matches!(
            word.to_lowercase().as_str(),
            "data"
                | "list"
                | "item"
                | "info"
                | "details"
                | "array"
                | "result"
                | "content"
                | "object"
                | "body"
        )
    });
    let mut names: Vec<String> = Vec::new();
    for word in certain.chain(perhaps) {
        let last = word.rsplit('.').next().unwrap_or(word);
        if !names.iter().any(|known| known == last) {
            names.push(last.to_owned());
        }
    }
    names
}

/// Whether a table called `name` lists the fields of `field`.
pub(super) fn means(field: &Field, name: &str) -> bool {
    let (name, own) = (key(name), key(&field.name));
    let of_type = field
        .named
        .as_deref()
        .is_some_and(|named| key(named) == name);
    let singular = |text: &str| {
        text.strip_suffix("ies").map_or_else(
            || text.trim_end_matches('s').to_owned(),
            |stem| format!("{stem}y"),
        )
    };
    let stem = |text: &str| singular(text).trim_end_matches("list").to_owned();
    own == name
        || of_type
        || refers(field, &name)
        || singular(&own) == singular(&name)
        || (!name.is_empty()
            && name != "list"
            && stem(&own) == stem(&name)
            && !stem(&own).is_empty())
}

/// Whether the description of an object points at a table called `name`: "see Address object", "详见 address".
pub(super) fn refers(field: &Field, name: &str) -> bool {
    let holds = matches!(field.ty.base, Base::Object | Base::List | Base::Unknown);
    let pointers = pattern!(
        r"(?i)(?:\b(?:see|refer(?:s|ring)? to|as in|like|structure of|fields of|same as)\s+(?:the\s+)?|见|参考|参照|同)\s*[`'\x22“「]?([A-Za-z][A-Za-z0-9_]+)"
    );
    holds
        && pointers
            .captures_iter(&field.description)
            .filter_map(|found| found.get(1))
            .any(|found| key(found.as_str()) == name)
}

#[cfg(test)]
mod tests {
    use super::{joint, names, refers};
    use crate::import::{facts::Field, table::words::Base};

    #[test]
    fn a_caption_may_join_names() {
        for (caption, expected) in [
            ("sender / receiver", "sender receiver"),
            ("payer and payee fields", "payer payee"),
            ("payer、payee 字段", "payer payee"),
            ("Request parameters", ""),
            ("goods item", ""),
        ] {
            assert_eq!(joint(caption).join(" "), expected, "{caption}");
        }
    }

    #[test]
    fn a_description_points_at_the_table_of_an_object() {
        for (description, caption, points) in [
            ("see Address object", "Address object", true),
            ("Who sends it, refer to the `Address`", "# Address", true),
            ("收件人，详见address对象", "address 对象", true),
            ("see Address object", "Parcel object", false),
            ("the address, see below", "Address object", false),
        ] {
            let mut field = Field::named("sender", 1, Base::Object);
            description.clone_into(&mut field.description);
            let name = names(caption).remove(0).to_lowercase();
            assert_eq!(refers(&field, &name), points, "{description} {caption}");
        }
    }
}
