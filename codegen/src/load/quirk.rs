//! `quirks.yaml`: the ledger of what the pages get wrong, leave out, or say twice differently.

use super::mapping::mapping;
use crate::place::Spanned;

mapping! {
    /// One contradiction or gap of the documentation, and what was decided.
    "a quirk" => pub struct Quirk {
        /// The operations and notifications whose pages it stands on.
        required "pages" like ["balance_records"] => pages: Spanned<Vec<Spanned<String>>>,
        /// What it is about: `operation.request.field`, `operation.response.field`, `notification.field`, `Type.field`, an enum, a scalar, `code 1002` or `envelope`.
        required "about" like ["BalanceRecord.mchOrderId"] => about: Spanned<Vec<Spanned<String>>>,
        /// What `cargo xtask import` calls it, where it can find it by itself. Then `--check` knows it, and tells when the page has been mended.
        default "tags" like ["missing-in-example"] => tags: Vec<Spanned<String>>,
        /// What the page says, in our words.
        required "claim" like "Every movement has the merchant's order id." => claim: Spanned<String>,
        /// What speaks against it.
        required "evidence" like "The second row of the example has none." => evidence: Spanned<String>,
        /// What the spec says, and why.
        required "decision" like "Optional." => decision: Spanned<String>,
    }
}

/// What a quirk can be tagged with: what the importer finds on a page by itself, and how a page and the spec can differ.
pub const TAGS: [&str; 42] = [
    // A page contradicts itself, or leaves something out.
    "ts-seconds",
    "type-example",
    "missing-in-example",
    "example-only",
    "list-type",
    "no-envelope",
    "no-response-table",
    "cell-missing",
    "cell-shift",
    "name-case",
    "name-differs",
    "name-lost",
    "required-conflict",
    "range-conflict",
    "enum-case",
    "enum-glued",
    "json-invalid",
    "method-lost",
    "example-lost",
    "path-odd",
    "type-odd",
    "missing-row",
    "value-conflict",
    "length-meaning",
    "unit",
    "code-family",
    "header-mixed",
    "sign-sample",
    "format",
    "row-unread",
    // The spec says on purpose something else than its page.
    "added",
    "dropped",
    "type",
    "required",
    "required-if",
    "limits",
    "default",
    "values",
    "pattern",
    "rule",
    "deprecated",
    "method",
];
