//! What an import came to, in a few lines.

use super::{
    draft::Draft,
    facts::{Facts, Field, Kind},
};

/// Prints what was read, what is unsure, and what could not be read.
pub fn print(facts: &Facts, draft: &Draft) {
    let kind = if facts.kind == Kind::Notification {
        "notification"
    } else {
        "endpoint"
    };
    let fields = count(&facts.request) + count(&facts.response);
    println!(
        "{}: the {kind} `{}` in spec/{}",
        facts.page, draft.name, draft.path
    );
    println!(
        "  {fields} fields, {} contradictions and gaps, {} comments to review",
        facts.inconsistencies.len(),
        draft.reviews
    );
    for one in &facts.inconsistencies {
        println!("  - {one}");
    }
    for unread in &facts.unread {
        println!(
            "  line {} could not be read ({}): {}",
            unread.row.line,
            unread.why,
            super::text::short(&unread.row.text, 160)
        );
    }
    for note in &draft.notes {
        println!("  note: {note}");
    }
}

fn count(fields: &[Field]) -> usize {
    fields.iter().map(|field| 1 + count(&field.fields)).sum()
}
