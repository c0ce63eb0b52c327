// Goal: SCRAM as the RFCs say it, and no server that does not know the password is believed.
// Method: the vector of RFC 7677 section 3, then every message of it spoilt in turn.
#include "kafka/client/scram.h"

#include <gtest/gtest.h>

namespace ringfence::kafka::client {
namespace {

constexpr const char* kServerFirst =
    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
constexpr const char* kServerFinal = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

ScramClient vector_client() {
  return ScramClient(ScramHash::kSha256, "user", "pencil", "rOprNGfwEbeRWgbNEkqO");
}

TEST(Scram, VectorOfRfc7677) {
  ScramClient client = vector_client();
  EXPECT_EQ(client.first(), "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
  const auto proof = client.final(kServerFirst);
  ASSERT_TRUE(proof) << proof.error().to_string();
  EXPECT_EQ(*proof,
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
            "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
  EXPECT_TRUE(client.check(kServerFinal));
}

TEST(Scram, NamesAreEscaped) {
  EXPECT_EQ(ScramClient(ScramHash::kSha512, "a=b,c", "", "N").first(), "n,,n=a=3Db=2Cc,r=N");
}

TEST(Scram, AServerThatDoesNotKnowThePasswordIsRefused) {
  ScramClient client = vector_client();
  EXPECT_TRUE(client.check(kServerFinal).failed_with(ErrorCode::kPermission));  // before any proof
  ASSERT_TRUE(client.final(kServerFirst));
  std::string wrong = kServerFinal;
  wrong[5] ^= 1;
  EXPECT_TRUE(client.check(wrong).failed_with(ErrorCode::kPermission));
  EXPECT_TRUE(client.check("v=").failed_with(ErrorCode::kPermission));
  EXPECT_TRUE(client.check("e=invalid-proof").failed_with(ErrorCode::kPermission));
  EXPECT_TRUE(client.check("").failed_with(ErrorCode::kCorrupt));
}

TEST(Scram, ServerFirstMessagesThatLie) {
  const std::pair<const char*, ErrorCode> cases[] = {
      {"", ErrorCode::kCorrupt},
      {"r=", ErrorCode::kCorrupt},
      {"r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", ErrorCode::kPermission},
      {"r=otherNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", ErrorCode::kPermission},
      {"r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1", ErrorCode::kPermission},
      {"r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=2000000000", ErrorCode::kPermission},
      {"r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=99999999999", ErrorCode::kCorrupt},
      {"r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096x", ErrorCode::kCorrupt},
      {"r=rOprNGfwEbeRWgbNEkqOx,s=*,i=4096", ErrorCode::kCorrupt},
      {"r=rOprNGfwEbeRWgbNEkqOx,s=,i=4096", ErrorCode::kCorrupt},
      {"m=x,r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", ErrorCode::kCorrupt},
  };
  for (const auto& [message, code] : cases) {
    ScramClient client = vector_client();
    const auto proof = client.final(message);
    EXPECT_TRUE(proof.failed_with(code)) << message;
  }
}

}  // namespace
}  // namespace ringfence::kafka::client
