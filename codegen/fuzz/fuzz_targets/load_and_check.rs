//! Whatever the bytes are: the generator ends, does not panic, and says what is wrong at a place that exists.

#![no_main]

#[path = "../framed.rs"]
mod framed;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    framed::run(bytes);
});
