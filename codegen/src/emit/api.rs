//! `mod.rs`: what the generated part consists of. `api.rs`: the facts that all endpoints share.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::rust::{Module, int};
use crate::model::{Api, Envelope, Refusals};

/// `mod.rs`.
pub fn root(api: &Api) -> String {
    let mut module = Module::new(format!(
        "{}. The part of the crate that follows from the spec.",
        api.title
    ));
    module.push(quote! { pub(crate) mod api; });
    module.push(quote! { #[cfg(feature = "cli")] pub(crate) mod cli; });
    module.push(quote! { mod client; });
    module.push(quote! { mod enums; });
    module.push(quote! { pub(crate) mod error_code; });
    if !api.notifications.is_empty() {
        module.push(quote! { pub mod notifications; });
    }
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
    let mut module = Module::new("The facts that all endpoints share.");
    for name in ["Api", "Envelope", "Refusals"] {
        module.import("operation", name);
    }
    let (envelope, refusals) = (envelope(&api.envelope), refusals(&api.refusals));
    module.push(quote! {
        /// How requests and answers are wrapped, and which code a server gives for which fault.
        pub(crate) const API: &Api = &Api { envelope: #envelope, refusals: #refusals };
    });
    module.finish()
}

fn envelope(envelope: &Envelope) -> TokenStream {
    let Envelope {
        app_id,
        sign,
        param,
        timestamp,
        code,
        message,
        data,
        success,
    } = envelope;
    let success = int(*success);
    quote! {
        Envelope {
            app_id: #app_id,
            sign: #sign,
            param: #param,
            timestamp: #timestamp,
            code: #code,
            message: #message,
            data: #data,
            success: #success,
        }
    }
}

fn refusals(refusals: &Refusals) -> TokenStream {
    let Refusals {
        signature,
        app_id,
        param,
        timestamp,
        timestamp_expired,
        address,
        server,
    } = refusals;
    let [
        signature,
        app_id,
        param,
        timestamp,
        timestamp_expired,
        address,
        server,
    ] = [
        signature,
        app_id,
        param,
        timestamp,
        timestamp_expired,
        address,
        server,
    ]
    .map(|code| int(*code));
    quote! {
        Refusals {
            signature: #signature,
            app_id: #app_id,
            param: #param,
            timestamp: #timestamp,
            timestamp_expired: #timestamp_expired,
            address: #address,
            server: #server,
        }
    }
}
