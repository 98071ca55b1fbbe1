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
        /// What the page says, in our words.
        required "claim" like "Every movement has the merchant's order id." => claim: Spanned<String>,
        /// What speaks against it.
        required "evidence" like "The second row of the example has none." => evidence: Spanned<String>,
        /// What the spec says, and why.
        required "decision" like "Optional." => decision: Spanned<String>,
    }
}
