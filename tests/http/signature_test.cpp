#include "adapters/notify/signature.hpp"

#include "adapters/http/secret.hpp"

#include <recon/error.hpp>

#include <doctest/doctest.h>

using namespace recon::notify;

TEST_CASE("a message is signed as the standard's own example is") {
    CHECK(signature_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                       1'614'265'330, R"({"test": 2432232314})")
          == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST_CASE("secrets are made, and others refused") {
    recon::http::start_secrets();
    auto const made = make_secret();
    CHECK(made.starts_with("whsec_"));
    CHECK(made.size() == 6 + 44);
    CHECK(made != make_secret());
    CHECK(signature_of(made, "a", 1, "b") != signature_of(made, "a", 1, "c"));
    CHECK(signature_of(made, "a", 1, "b") != signature_of(made, "a", 2, "b"));
    for (auto const* const bad : {"", "whsec", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_?"})
        CHECK_THROWS_AS(signature_of(bad, "a", 1, "b"), recon::validation_error);
}
