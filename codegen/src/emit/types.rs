//! `types.rs`: objects that several endpoints share.

use super::{records, rust::Module};
use crate::model::Api;

/// The whole file.
pub fn emit(api: &Api) -> String {
    let mut module = Module::new("Objects that several endpoints share.");
    for record in &api.types {
        records::push(record, &mut module);
    }
    module.finish()
}
