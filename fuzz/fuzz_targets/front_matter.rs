#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| followup_fuzz::front_matter::check(data));
