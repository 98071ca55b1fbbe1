//! From the parts of a page to its text: as a browser copies it, as Markdown, as HTML.

use std::fmt::Write as _;

use super::{
    hand::{Form, Hand},
    page::Part,
};

/// The text of a page.
pub(super) fn render(parts: &[Part], hand: &Hand) -> String {
    let text: String = match hand.form {
        Form::Markdown => parts.iter().map(|part| markdown(part, hand.look)).collect(),
        Form::Html => {
            let body: String = parts.iter().map(|part| html(part, hand.look)).collect();
            format!("<div class=\"doc\">\n{body}</div>\n")
        }
        form => parts
            .iter()
            .map(|part| plain(part, form, hand.look))
            .collect(),
    };
    text
}

/// The ending of a page's file.
pub(super) fn ending(form: Form) -> &'static str {
    match form {
        Form::Markdown => "md",
        Form::Html => "html",
        _ => "txt",
    }
}

fn plain(part: &Part, form: Form, look: usize) -> String {
    let mark = if look.is_multiple_of(2) { "# " } else { "" };
    match part {
        Part::Title(text) | Part::Heading(text) => format!("{mark}{text}\n\n"),
        Part::Point(text) if look.is_multiple_of(3) => format!("  • {text}\n\n"),
        Part::Text(text) | Part::Point(text) | Part::Code(text) => format!("{text}\n\n"),
        Part::Table { header, rows } => {
            let between = match form {
                Form::Tabs => "\t",
                Form::Cells => "\n",
                _ => " ",
            };
            let lines: Vec<String> = std::iter::once(header)
                .chain(rows)
                .map(|row| row.join(between))
                .collect();
            format!("{}\n\n", lines.join("\n"))
        }
    }
}

fn markdown(part: &Part, look: usize) -> String {
    let cell = |cell: &String| {
        let cell = cell.replace('|', "\\|").replace('\n', "<br>");
        // As HTML, a type in angle brackets would vanish.
        if look.is_multiple_of(2) {
            cell.replace("List<", "List\\<")
                .replace("Array<", "Array\\<")
                .replace("array<", "array\\<")
        } else {
            cell
        }
    };
    match part {
        Part::Title(text) => format!("# {text}\n\n"),
        Part::Heading(text) if look % 4 == 3 => format!("**{text}**\n\n"),
        Part::Heading(text) => format!("{} {text}\n\n", ["##", "###", "####"][look % 3]),
        Part::Text(text) => format!("{text}\n\n"),
        Part::Point(text) => format!("- {text}\n\n"),
        Part::Code(text) => format!("```{}\n{text}\n```\n\n", ["json", "", "JSON"][look % 3]),
        Part::Table { header, rows } => {
            let line = |row: &Vec<String>| {
                let mut cells: Vec<String> = row.iter().map(cell).collect();
                if look % 5 == 1 {
                    cells[0] = format!("`{}`", cells[0]);
                }
                let cells = cells.join(" | ");
                if look == 7 {
                    format!("{cells}\n")
                } else {
                    format!("| {cells} |\n")
                }
            };
            let rule = if look == 7 {
                vec!["---"; header.len()].join("|")
            } else {
                format!("|{}", "---|".repeat(header.len()))
            };
            let head = header.join(" | ");
            let head = if look == 7 {
                head
            } else {
                format!("| {head} |")
            };
            format!(
                "{head}\n{rule}\n{}\n",
                rows.iter().map(line).collect::<String>()
            )
        }
    }
}

fn html(part: &Part, look: usize) -> String {
    match part {
        Part::Title(text) => format!("<h1>{}</h1>\n", escaped(text)),
        Part::Heading(text) if look % 4 == 3 => format!("<p><b>{}</b></p>\n", escaped(text)),
        Part::Heading(text) => format!("<h{0}>{1}</h{0}>\n", 2 + look % 3, escaped(text)),
        Part::Text(text) => format!("<p>{}</p>\n", escaped(text)),
        Part::Point(text) => format!("<ul><li>{}</li></ul>\n", escaped(text)),
        Part::Code(text) if look.is_multiple_of(2) => {
            format!("<pre><code>{}</code></pre>\n", escaped(text))
        }
        Part::Code(text) => format!("<pre>{}</pre>\n", escaped(text)),
        Part::Table { header, rows } => {
            let row = |cells: &Vec<String>, tag: &str| {
                let mut text = "<tr>".to_owned();
                for cell in cells {
                    write!(
                        text,
                        "<{tag}>{}</{tag}>",
                        escaped(cell).replace('\n', "<br>")
                    )
                    .unwrap();
                }
                text + "</tr>\n"
            };
            let body: String = rows.iter().map(|cells| row(cells, "td")).collect();
            match look % 3 {
                0 => format!(
                    "<table>\n<thead>{}</thead>\n<tbody>\n{body}</tbody>\n</table>\n",
                    row(header, "th")
                ),
                1 => format!("<table>\n{}{body}</table>\n", row(header, "th")),
                _ => format!("<table>\n{}{body}</table>\n", row(header, "td")),
            }
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
