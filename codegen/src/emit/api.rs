//! `mod.rs`: what the generated part consists of. `api.rs`: the facts that all endpoints share.

use quote::{format_ident, quote};

use super::rust::{Module, int};
use crate::model::{Api, Envelope, Refusals};

/// `mod.rs`.
pub fn root(api: &Api) -> String {
    let mut module = Module::new(format!(
        "{}. The part of the crate that follows from the spec.",
        api.title
    ));
    module.push(quote! { mod api; });
    module.push(quote! { mod client; });
    module.push(quote! { mod enums; });
    module.push(quote! { pub(crate) mod error_code; });
    module.push(quote! { pub mod operations; });
    module.push(quote! { #[cfg(feature = "sandbox")] pub(crate) mod sandbox; });
    module.push(quote! { mod scalars; });
    module.push(quote! { mod types; });
    let lists = [
        ("enums", api.enums.is_empty()),
        ("error_code", false),
        ("scalars", api.scalars.is_empty()),
        ("types", api.types.is_empty()),
    ];
    for (list, _) in lists.into_iter().filter(|(_, empty)| !empty) {
        let list = format_ident!("{list}");
        module.push(quote! { pub use #list::*; });
    }
    module.finish()
}

/// `api.rs`.
pub fn emit(api: &Api) -> String {
    let Envelope {
        app_id,
        sign,
        param,
        timestamp,
        code,
        message,
        data,
        success,
    } = &api.envelope;
    let success = int(*success);
    let Refusals {
        signature,
        app_id: unknown,
        param: bad,
        timestamp: malformed,
        timestamp_expired,
        address,
        server,
    } = &api.refusals;
    let [signature, unknown, bad, malformed, expired, address, server] = [
        signature,
        unknown,
        bad,
        malformed,
        timestamp_expired,
        address,
        server,
    ]
    .map(|code| int(*code));
    let mut module = Module::new("The facts that all endpoints share.");
    for name in ["Api", "Envelope", "Refusals"] {
        module.import("operation", name);
    }
    module.push(quote! {
        /// How requests and answers are wrapped, and which code a server gives for which fault.
        pub(crate) const API: &Api = &Api {
            envelope: Envelope {
                app_id: #app_id,
                sign: #sign,
                param: #param,
                timestamp: #timestamp,
                code: #code,
                message: #message,
                data: #data,
                success: #success,
            },
            refusals: Refusals {
                signature: #signature,
                app_id: #unknown,
                param: #bad,
                timestamp: #malformed,
                timestamp_expired: #expired,
                address: #address,
                server: #server,
            },
        };
    });
    module.finish()
}
