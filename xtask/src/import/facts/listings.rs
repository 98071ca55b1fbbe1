//! Values that a table or a list of their own lists, called like the field or like its type.

use super::{Field, Type, nest};
use crate::import::{
    describe::values::Item,
    page::Piece,
    table::words::Base,
    text::{key, pattern, plain},
};

/// A list of values that stands by itself.
#[derive(Debug, Clone)]
pub struct Listing {
    /// What stands above it, the nearest first.
    captions: Vec<String>,
    items: Vec<Item>,
    line: usize,
}

/// Finds the lists of values of a page.
pub fn read(pieces: &[Piece]) -> Vec<Listing> {
    let mut listings = Vec::new();
    let mut captions: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let header = is_header(piece);
        let items = items(
            pieces.get(at + usize::from(header)..).unwrap_or_default(),
            header,
        );
        if items.len() >= 2 {
            let before = pieces
                .iter()
                .take(at)
                .rev()
                .find(|piece| **piece != Piece::Blank);
            let above = before.and_then(|before| match before {
                Piece::Heading(line) => Some(line.text.clone()),
                Piece::Text(line) if line.text.split_whitespace().count() <= 3 => {
                    Some(line.text.clone())
                }
                _ => None,
            });
            at += items.len() + usize::from(header);
            // Without a header, only what stands right above is what a list is called: rows go on over lines, too.
            let captions = match (header, above) {
                (true, _) => captions.clone(),
                (false, Some(above)) => vec![above],
                (false, None) => Vec::new(),
            };
            listings.push(Listing {
                captions,
                items,
                line: line_of(piece),
            });
            continue;
        }
        match piece {
            Piece::Heading(line) => captions = vec![line.text.clone()],
            Piece::Text(line) if line.text.len() < 60 => {
                captions.truncate(2);
                captions.insert(0, line.text.clone());
            }
            _ => {}
        }
        at += 1;
    }
    listings
}

fn line_of(piece: &Piece) -> usize {
    match piece {
        Piece::Heading(line) | Piece::Text(line) | Piece::Code(line) => line.line,
        Piece::Row { line, .. } => *line,
        Piece::Blank => 0,
    }
}

/// Whether a row calls its columns a value and what it means.
fn is_header(piece: &Piece) -> bool {
    let text = match piece {
        Piece::Row { cells, .. } if cells.len() <= 3 => cells.join(" "),
        Piece::Text(line) if line.text.len() < 60 => line.text.clone(),
        _ => return false,
    };
    pattern!(
        r"(?i)^(?:enum(?:eration)?\s*)?(?:values?|codes?|enum|names?|keys?|types?|status|state|值|枚举值?|取值|编码|代码|名称|状态码?|类型)\s+(?:meanings?|descriptions?|desc|names?|explanations?|remarks?|notes?|labels?|说明|含义|描述|名称|备注|释义|解释)\b.{0,20}$|^(?:值|枚举值?|取值|编码|代码|名称|状态码?|类型)\s+(?:说明|含义|描述|名称|备注|释义|解释)$"
    )
    .is_match(plain(&text).trim())
}

/// The values at the beginning of `pieces`. Without a header, a sign must part each from its label.
fn items(pieces: &[Piece], header: bool) -> Vec<Item> {
    let loose = pattern!(
        r#"^[-*•·]?\s*['"]?([A-Z][A-Z0-9_]*|\d{1,4}|[a-z]+(?:\.[a-z_]+)+)['"]?\s+(\S.*)$"#
    );
    let tied = pattern!(
        r#"^[-*•·]?\s*['"]?([A-Z][A-Z0-9_]+|\d{1,2}|[a-z]+(?:\.[a-z_]+)+)['"]?\s*(?::|=|-|–|—)\s*(\S.*)$"#
    );
    let cell = pattern!(r#"^['"]?([A-Za-z0-9_.\-]{1,40})['"]?$"#);
    let mut items: Vec<Item> = Vec::new();
    for piece in pieces {
        let found = match piece {
            Piece::Row { cells, .. } if header => {
                let value = cells.first().and_then(|value| {
                    Some(cell.captures(&plain(value))?.get(1)?.as_str().to_owned())
                });
                value.zip(cells.get(1).map(|label| plain(label)))
            }
            Piece::Text(line) if line.text.len() < 200 => {
                let text = plain(&line.text);
                let form = if header { loose } else { tied };
                let found = form.captures(&text).or_else(|| tied.captures(&text));
                found.and_then(|found| {
                    Some((
                        found.get(1)?.as_str().to_owned(),
                        found.get(2)?.as_str().to_owned(),
                    ))
                })
            }
            _ => None,
        };
        let Some((value, label)) = found else { break };
        if items.iter().any(|known| known.value == value) {
            break;
        }
        items.push(Item {
            value,
            label: Some(label).filter(|label| !label.is_empty()),
        });
    }
    let digits = |item: &Item| item.value.parse::<i64>().is_ok();
    let alike = items.iter().all(digits) || !items.iter().any(digits);
    if alike { items } else { Vec::new() }
}

/// Whether `names` of rows are values, and no fields.
pub fn are_values<'a>(mut names: impl Iterator<Item = &'a str>) -> bool {
    names.all(|name| pattern!(r"^(?:[A-Z][A-Z0-9_]+|\d+)$").is_match(name))
}

/// Gives fields without values those of the list that is called like them, or like their type.
pub fn give(fields: &mut [Field], listings: &[Listing]) {
    for field in fields {
        give(&mut field.fields, listings);
        let scalar = matches!(
            field.ty.base,
            Base::Text | Base::Unknown | Base::Int32 | Base::Int64
        ) || field.bare_list
            || matches!(field.ty.element, Base::Text | Base::Int32);
        let result = matches!(key(&field.name).as_str(), "code" | "message" | "msg");
        if !scalar || result || !field.fields.is_empty() || !field.values.is_empty() {
            continue;
        }
        let Some(listing) = listings.iter().find(|listing| listing.is_of(field)) else {
            continue;
        };
        let numeric = matches!(field.ty.base, Base::Int32 | Base::Int64);
        if numeric
            && listing
                .items
                .iter()
                .any(|item| item.value.parse::<i64>().is_err())
        {
            continue;
        }
        field.values.clone_from(&listing.items);
        if field.ty.base == Base::Unknown && field.named.is_some() {
            field.ty = Type::of(Base::Text);
            field.named = None;
        }
    }
}

impl Listing {
    /// Whether a caption calls `field`, or its type. In a list right after another's heading the nearest counts.
    fn is_of(&self, field: &Field) -> bool {
        let own = key(&field.name);
        let named = field.named.as_deref().map(key);
        self.captions.iter().any(|caption| {
            let whole = plain(caption);
            let whole = pattern!(r"(?i)\b(?:values?|enum(?:eration)?s?|list|codes?|of|the|possible)\b|枚举值?|取值|说明|列表|值")
                .replace_all(&whole, " ");
            let mut names = nest::names(caption);
            names.push(whole.into_owned());
            names.iter().map(|name| key(name)).any(|name| {
                let stem = name.strip_suffix("enum").unwrap_or(&name);
                name == own || stem == own || named.as_ref().is_some_and(|named| *named == name)
            })
        }) && self.line != field.line
    }
}
