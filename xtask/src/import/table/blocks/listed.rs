//! Fields in a list instead of a table: `- amount (long, required): what it is`.

use super::{Block, Builder, Table};
use crate::import::{
    page::{Line, Piece, inline},
    table::{
        Column,
        row::Row,
        words::{self, Base},
    },
    text::{pattern, plain},
};

/// An item of a list that describes a field.
#[derive(Debug, PartialEq, Eq)]
struct Item {
    indent: usize,
    name: String,
    ty: String,
    required: Option<String>,
    description: String,
}

impl Builder<'_> {
    /// Takes a list of fields, if one begins here; `false` where none does. One item alone is a sentence.
    pub(super) fn listed(&mut self, first: &Line) -> bool {
        let mut items: Vec<(Item, Line)> = Vec::new();
        let mut at = self.at;
        let mut gap = false;
        while let Some(piece) = self.pieces.get(at) {
            match piece {
                Piece::Blank => gap = true,
                Piece::Text(line) => {
                    match (item(&line.text), items.last_mut()) {
                        (Some(item), _) => items.push((item, line.clone())),
                        // What is indented further goes on from the item above.
                        (None, Some((last, _))) if !gap && indent(&line.text) > last.indent => {
                            last.description.push('\n');
                            last.description.push_str(&inline(line.text.trim()));
                        }
                        _ => break,
                    }
                    gap = false;
                }
                _ => break,
            }
            at += 1;
        }
        if items.len() < 2 {
            return false;
        }
        self.at = at;
        self.blocks.push(Block::Table(table(items, first)));
        true
    }
}

fn table(items: Vec<(Item, Line)>, first: &Line) -> Table {
    let mut columns = vec![Column::Name, Column::Type, Column::Description];
    let need = |item: &Item| item.required.as_deref().and_then(words::need);
    let needs = || items.iter().filter_map(|(item, _)| need(item));
    let must = needs().any(|need| need == words::Need::Yes);
    let may = needs().any(|need| need != words::Need::Yes);
    // Where those are marked that must be given, the others need not be; where only others are marked, they must.
    let unmarked = match (must, may) {
        (true, _) => Some("No"),
        (false, true) => Some("Yes"),
        (false, false) => None,
    };
    if must || may {
        columns.push(Column::Required);
    }
    let mut open: Vec<usize> = Vec::new();
    let rows = items.into_iter().map(|(item, line)| {
        while open.last().is_some_and(|last| *last >= item.indent) {
            open.pop();
        }
        open.push(item.indent);
        Row {
            line: line.line,
            name: Some(item.name),
            depth: open.len() - 1,
            required: item.required.or_else(|| unmarked.map(str::to_owned)),
            ty: Some(item.ty),
            description: item.description,
            raw: line.text,
            ..Row::default()
        }
    });
    Table {
        rows: rows.collect(),
        columns,
        header: first.clone(),
        unread: Vec::new(),
    }
}

fn indent(text: &str) -> usize {
    let leading = text.chars().take_while(|c| c.is_whitespace());
    leading.map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// Reads `name (type, required): what it is` and `name: type, required. What it is`.
fn item(line: &str) -> Option<Item> {
    if line.len() > 2_000 {
        return None;
    }
    let bullet = pattern!(r"^(?:[-*+•·●○◦▪]|\d{1,2}[.)])\s+");
    let text = bullet.replace(line.trim(), "");
    let text = plain(&inline(&text));
    let bracketed = pattern!(
        r"^([A-Za-z_][\w.\[\]]*)\s*[(\[]\s*([^()]*(?:\([^()]*\)[^()]*)*?)\s*[)\]]\s*(?:[:.,]|[-–—]+\s)?\s*(.*)$"
    );
    let plainly = pattern!(
        r"^([A-Za-z_][\w.\[\]]*)\s*(?::|[-–—]+\s)\s*([A-Za-z0-9<>\[\]]+(?:\([^()]*\))?(?:\s*,\s*[a-z]+)?)\s*(?:[.,;:]\s|[-–—]+\s|$)\s*(.*)$"
    );
    let found = bracketed
        .captures(&text)
        .or_else(|| plainly.captures(&text))?;
    let part = |at: usize| found.get(at).map_or("", |part| part.as_str());
    let (mut ty, mut required, mut more) = (None, None, Vec::new());
    for word in pattern!(r"[^,;/|<]*(?:<[^<>]*>[^,;/|<]*)*").find_iter(part(2)) {
        let word = word.as_str().trim();
        if word.is_empty() {
        } else if ty.is_none() && is_type(word) {
            ty = Some(word.to_owned());
        } else if required.is_none() && words::need(word).is_some() {
            required = Some(word.to_owned());
        } else {
            more.push(word);
        }
    }
    let said = more.into_iter().chain([part(3)]);
    let said: Vec<&str> = said.filter(|part| !part.is_empty()).collect();
    Some(Item {
        indent: indent(line),
        name: part(1).to_owned(),
        ty: ty?,
        required,
        description: said.join(", "),
    })
}

/// Whether a word is the name of a type, and no other name.
fn is_type(word: &str) -> bool {
    words::written(word).is_some_and(|ty| !ty.odd && (ty.named.is_none() || ty.base == Base::List))
}

#[cfg(test)]
mod tests {
    use super::item;

    #[test]
    fn an_item_says_what_a_row_would_say() {
        let told = |line: &str| {
            item(line).map(|item| {
                let required = item.required.unwrap_or_default();
                format!(
                    "{}|{}|{}|{required}|{}",
                    item.indent, item.name, item.ty, item.description
                )
            })
        };
        for (line, expected) in [
            (
                "- `amount` (long, required): in satang",
                Some("0|amount|long|required|in satang"),
            ),
            (
                "  * **amount** (`long`, optional) – in satang",
                Some("2|amount|long|optional|in satang"),
            ),
            (
                "• amount（long，必填）：金额，单位：分",
                Some("0|amount|long|必填|金额,单位:分"),
            ),
            (
                "- amount: long, required. In satang",
                Some("0|amount|long|required|In satang"),
            ),
            (
                "1. ids (List<String>): what to look for",
                Some("0|ids|List<String>||what to look for"),
            ),
            (
                "- name (string(1-32), required, unique): of the payer",
                Some("0|name|string(1-32)|required|unique, of the payer"),
            ),
            ("- data (object)", Some("0|data|object||")),
            ("- Method: POST", None),
            ("- PENDING (waiting): not done", None),
            ("- Content-Type: application/json", None),
            ("The amount (long) is in satang", None),
        ] {
            assert_eq!(told(line).as_deref(), expected, "{line}");
        }
    }
}
