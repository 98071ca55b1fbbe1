//! What a hand does not write: pages that a reader could read in two ways.

use super::{
    hand::{Form, Hand, Sample},
    model::{Field, Kind, Model, Need, Root},
    phrases::Noun,
};

/// The model and the hand, so that the page leaves nothing of the model open: no condition where no column says what is
/// required, no root that only an example would tell without one.
pub(super) fn settled(mut model: Model, mut hand: Hand) -> (Model, Hand) {
    // Before a description that runs on, a word in lower case could be its first.
    for (columns, fields) in [
        (&mut hand.request, &model.request),
        (&mut hand.response, &model.response),
    ] {
        columns.default &= hand.form != Form::Blanks || !fields.iter().any(defaults_to_a_word);
    }
    // An example that has little of the table would leave open what the table lists.
    hand.response.required &= matches!(model.root, Root::Object | Root::List);
    if !hand.request.required {
        all_required(&mut model.request, false);
    }
    if !hand.response.required {
        all_required(&mut model.response, true);
    }
    if model.is_flat && !model.get {
        // What stands in no envelope has the rest of it in its table, or nobody could tell.
        let noun = Noun {
            name: "sign",
            english: "Signature",
            chinese: "签名",
            sample: "6jUyKDbcE1wecYgWrYS5e5OBxp3ZkDZA",
        };
        let sign = Field::of(noun, Kind::Text, [0, 0, 0, 0, 0, 1]);
        model.request.push(sign);
    }
    if matches!(model.root, Root::None | Root::Data | Root::Rows) && hand.answer == Sample::Missing
    {
        hand.answer = Sample::Pretty;
    }
    (model, hand)
}

/// Whether a word in lower case is taken where the field, or one within it, is absent.
fn defaults_to_a_word(field: &Field) -> bool {
    let word = field
        .default
        .as_ref()
        .is_some_and(|value| value.contains(char::is_lowercase));
    word || field.fields.iter().any(defaults_to_a_word)
}

fn all_required(fields: &mut [Field], response: bool) {
    for field in fields {
        field.need = Need::Yes;
        if response {
            field.default = None;
        }
        all_required(&mut field.fields, response);
    }
}
