// The conformance suite of the object store seam. Goal: every implementation behaves as
// object_store.h says, so that what is tested on one holds on the others. Method: the same calls on
// a fresh store, driven on a SimLoop.
//
// Include in one test file of a binary and instantiate:
//   INSTANTIATE_TEST_SUITE_P(File, StoreConformance, ::testing::Values(StoreFactory{"file",
//   make_file_store}));
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "async/sim_loop.h"
#include "async/task_group.h"
#include "object_store/object_store.h"

namespace ringfence::store {

struct StoreFactory {
  std::string name;
  // A new, empty store; what it needs (a directory, a server) dies with it.
  std::function<std::shared_ptr<ObjectStore>(async::SimLoop&)> make;
  friend void PrintTo(const StoreFactory& factory, std::ostream* out) { *out << factory.name; }
};

inline bytes::Chain chain_of(std::initializer_list<std::string_view> parts) {
  bytes::Chain chain;
  for (const std::string_view part : parts) chain.append(bytes::Slice::copy_of(part));
  return chain;
}

class StoreConformance : public ::testing::TestWithParam<StoreFactory> {
 protected:
  Result<Etag> put(const std::string& key, std::string_view body, PutOptions options = {}) {
    return scheduler_.run(store_->put(key, chain_of({body}), std::move(options), {}));
  }
  Result<GetResult> get(const std::string& key, std::uint64_t offset = 0,
                        std::optional<std::uint64_t> length = {}) {
    return scheduler_.run(store_->get(key, offset, length, {}));
  }
  std::string text(const std::string& key) {
    auto got = get(key);
    return got ? std::string(got->data.text()) : got.error().to_string();
  }
  Result<void> remove(const std::string& key) { return scheduler_.run(store_->remove(key, {})); }
  std::vector<std::string> keys(const std::string& prefix, const std::string& after = {}) {
    auto page = scheduler_.run(store_->list(prefix, after, {}));
    EXPECT_TRUE(page.ok());
    std::vector<std::string> out;
    if (page) {
      for (const ObjectInfo& object : page->objects) out.push_back(object.key);
    }
    return out;
  }

  async::SimScheduler scheduler_{1};
  async::SimLoop loop_{scheduler_, 2, UnixMillis{1'700'000'000'000}};
  std::shared_ptr<ObjectStore> store_ = GetParam().make(loop_);
};

TEST_P(StoreConformance, WhatWasPutIsRead) {
  bytes::Chain body = chain_of({"one ", "two ", "", "three"});
  ASSERT_TRUE(scheduler_.run(store_->put("data/x", body, {}, {})).ok());
  const auto got = get("data/x");
  ASSERT_TRUE(got.ok());
  EXPECT_EQ(got->data.text(), "one two three");
  EXPECT_EQ(got->object_size_bytes, 13u);
}

TEST_P(StoreConformance, AnEmptyObjectExists) {
  ASSERT_TRUE(put("empty", "").ok());
  const auto got = get("empty");
  ASSERT_TRUE(got.ok());
  EXPECT_EQ(got->object_size_bytes, 0u);
}

TEST_P(StoreConformance, ManyPiecesArriveInOrder) {
  bytes::Chain body;
  std::string expected;
  for (int i = 0; i < 5000; ++i) {
    const std::string piece = std::to_string(i) + (i % 7 == 0 ? std::string(3000, 'x') : ",");
    expected += piece;
    body.append(bytes::Slice::copy_of(piece));
  }
  ASSERT_TRUE(scheduler_.run(store_->put("data/many", body, {}, {})).ok());
  EXPECT_TRUE(text("data/many") == expected);
}

TEST_P(StoreConformance, RangesAreCutAtTheEnd) {
  ASSERT_TRUE(put("r", "0123456789").ok());
  EXPECT_EQ(get("r", 3, 4)->data.text(), "3456");
  EXPECT_EQ(get("r", 8, 100)->data.text(), "89");
  EXPECT_EQ(get("r", 9)->data.text(), "9");
  EXPECT_EQ(get("r", 3, 0)->data.text(), "");
  EXPECT_TRUE(get("r", 10).failed_with(ErrorCode::kInvalid));
  EXPECT_TRUE(get("r", 11, 1).failed_with(ErrorCode::kInvalid));
  EXPECT_EQ(get("r", 2, 3)->object_size_bytes, 10u);
}

TEST_P(StoreConformance, MissingObjectsAreNotFound) {
  EXPECT_TRUE(get("nothing").failed_with(ErrorCode::kNotFound));
  EXPECT_TRUE(scheduler_.run(store_->head("no/thing", {})).failed_with(ErrorCode::kNotFound));
  EXPECT_TRUE(put("a/b", "x").ok());
  EXPECT_TRUE(get("a").failed_with(ErrorCode::kNotFound));
  EXPECT_TRUE(get("a/b/c").failed_with(ErrorCode::kNotFound));
}

TEST_P(StoreConformance, ARetriedPutSucceeds) {
  const auto first = put("data/retried", "same bytes");
  const auto second = put("data/retried", "same bytes");
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(text("data/retried"), "same bytes");
}

TEST_P(StoreConformance, AnUnconditionalPutReplacesTheWhole) {
  ASSERT_TRUE(put("k", "a longer body").ok());
  ASSERT_TRUE(put("k", "short").ok());
  EXPECT_EQ(text("k"), "short");
  EXPECT_EQ(scheduler_.run(store_->head("k", {}))->size_bytes, 5u);
}

TEST_P(StoreConformance, ConditionalCreateHasOneWinner) {
  ASSERT_TRUE(put("cluster", "first", {PutCondition::kIfAbsent, {}}).ok());
  EXPECT_TRUE(put("cluster", "second", {PutCondition::kIfAbsent, {}})
                  .failed_with(ErrorCode::kAlreadyExists));
  EXPECT_TRUE(put("cluster", "first", {PutCondition::kIfAbsent, {}})
                  .failed_with(ErrorCode::kAlreadyExists));
  EXPECT_EQ(text("cluster"), "first");
}

TEST_P(StoreConformance, ReplacingNeedsTheCurrentVersion) {
  const auto first = put("head", "1");
  ASSERT_TRUE(first.ok());
  const auto second = put("head", "2", {PutCondition::kIfMatch, *first});
  ASSERT_TRUE(second.ok());
  EXPECT_NE(*first, *second);
  EXPECT_TRUE(put("head", "x", {PutCondition::kIfMatch, *first})
                  .failed_with(ErrorCode::kPreconditionFailed));
  EXPECT_TRUE(put("missing", "x", {PutCondition::kIfMatch, *first})
                  .failed_with(ErrorCode::kPreconditionFailed));
  EXPECT_EQ(text("head"), "2");
  EXPECT_EQ(get("head")->etag, *second);
  EXPECT_EQ(scheduler_.run(store_->head("head", {}))->etag, *second);
}

TEST_P(StoreConformance, AVersionIsNeverUsedAgain) {
  // Same size, written one after the other as fast as the store can: versions still differ.
  std::set<Etag> seen;
  auto current = put("head", "000");
  ASSERT_TRUE(current.ok());
  seen.insert(*current);
  for (int i = 1; i < 50; ++i) {
    current = put("head", std::string(3, static_cast<char>('0' + i % 10)),
                  {PutCondition::kIfMatch, *current});
    ASSERT_TRUE(current.ok());
    EXPECT_TRUE(seen.insert(*current).second) << i;
  }
}

TEST_P(StoreConformance, RemovedObjectsAreGone) {
  ASSERT_TRUE(put("data/gone", "x").ok());
  ASSERT_TRUE(remove("data/gone").ok());
  EXPECT_TRUE(get("data/gone").failed_with(ErrorCode::kNotFound));
  EXPECT_TRUE(remove("data/gone").ok());
  EXPECT_TRUE(remove("never/was").ok());
  EXPECT_TRUE(keys("").empty());
  ASSERT_TRUE(put("data/gone", "y", {PutCondition::kIfAbsent, {}}).ok());
  EXPECT_EQ(text("data/gone"), "y");
}

TEST_P(StoreConformance, ListingIsInKeyOrder) {
  const std::string hash = "0123456789abcdef0123456789ab";
  const std::vector<std::string> all = {"a-b",
                                        "a.b",
                                        "a/b",
                                        "a/b-c",
                                        "a/c/d",
                                        "data/00" + hash,
                                        "data/000",
                                        "data/0f",
                                        "data/0f" + hash,
                                        "data/ff" + hash,
                                        "z"};
  for (const std::string& key : all) ASSERT_TRUE(put(key, key).ok()) << key;
  std::vector<std::string> sorted = all;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(keys(""), sorted);
  EXPECT_EQ(keys("a/"), (std::vector<std::string>{"a/b", "a/b-c", "a/c/d"}));
  EXPECT_EQ(keys("data/0f"), (std::vector<std::string>{"data/0f", "data/0f" + hash}));
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    EXPECT_EQ(
        keys("", sorted[i]),
        std::vector<std::string>(sorted.begin() + static_cast<std::ptrdiff_t>(i) + 1, sorted.end()))
        << sorted[i];
  }
  EXPECT_EQ(keys("a/", "a/b!"), (std::vector<std::string>{"a/b-c", "a/c/d"}));
  EXPECT_TRUE(keys("b").empty());
}

TEST_P(StoreConformance, LongListingsComeInPages) {
  std::vector<std::string> all;
  for (int i = 0; i < 1203; ++i) {
    std::string key = "data/" + std::to_string(1000 + i) + std::string(i % 2 == 0 ? 28 : 2, 'k');
    ASSERT_TRUE(put(key, "x").ok());
    all.push_back(std::move(key));
  }
  std::sort(all.begin(), all.end());
  std::vector<std::string> listed;
  std::string after;
  int pages = 0;
  do {
    auto page = scheduler_.run(store_->list("data/", after, {}));
    ASSERT_TRUE(page.ok());
    ASSERT_LE(page->objects.size(), kListPageKeysMax);
    for (const ObjectInfo& object : page->objects) listed.push_back(object.key);
    after = page->next;
    ++pages;
  } while (!after.empty());
  EXPECT_EQ(listed, all);
  EXPECT_EQ(pages, 2);
}

TEST_P(StoreConformance, IllegalKeysAreRefused) {
  for (const std::string& key :
       {std::string(), std::string("/a"), std::string("a/"), std::string("a//b"), std::string("."),
        std::string("a/../b"), std::string("a b"), std::string("~tmp"), std::string("a\0b", 3),
        std::string("\xc3\xa9"), std::string(201, 'k'), [] {
          std::string key = "k";
          while (key.size() <= kKeyBytesMax) key += "/kkkkkkk";
          return key;
        }()}) {
    EXPECT_TRUE(put(key, "x").failed_with(ErrorCode::kInvalid)) << key;
    EXPECT_TRUE(get(key).failed_with(ErrorCode::kInvalid)) << key;
    EXPECT_TRUE(remove(key).failed_with(ErrorCode::kInvalid)) << key;
  }
  EXPECT_TRUE(put(std::string(200, 'k'), "x").ok());
}

TEST_P(StoreConformance, AKeyIsNoPrefixOfAnother) {
  ASSERT_TRUE(put("a/b", "x").ok());
  EXPECT_TRUE(put("a", "x").failed_with(ErrorCode::kInvalid));
  EXPECT_TRUE(put("a/b/c", "x").failed_with(ErrorCode::kInvalid));
  EXPECT_EQ(text("a/b"), "x");
}

TEST_P(StoreConformance, CancelledAndLateCallsDoNothing) {
  async::CancelSource source;
  source.cancel();
  const auto cancelled = async::Deadline::none(source.token());
  EXPECT_TRUE(scheduler_.run(store_->put("c", chain_of({"x"}), {}, cancelled))
                  .failed_with(ErrorCode::kCancelled));
  EXPECT_TRUE(
      scheduler_.run(store_->get("c", 0, {}, cancelled)).failed_with(ErrorCode::kCancelled));
  const async::Deadline late{loop_.now(), {}};
  EXPECT_TRUE(
      scheduler_.run(store_->put("c", chain_of({"x"}), {}, late)).failed_with(ErrorCode::kTimeout));
  EXPECT_TRUE(get("c").failed_with(ErrorCode::kNotFound));
}

inline async::Task<void> put_into(ObjectStore& store, std::string key, std::string body,
                                  PutOptions options, std::vector<Result<Etag>>& results) {
  results.push_back(co_await store.put(std::move(key), chain_of({body}), std::move(options), {}));
}

inline async::Task<int> race_to_create(async::Loop& loop, ObjectStore& store) {
  async::TaskGroup group(loop);
  std::vector<Result<Etag>> results;
  for (int i = 0; i < 8; ++i) {
    group.spawn(put_into(store, "named", "writer " + std::to_string(i),
                         {PutCondition::kIfAbsent, {}}, results));
  }
  co_await group.join();
  int won = 0;
  for (const auto& result : results) won += result.ok() ? 1 : 0;
  co_return won;
}

TEST_P(StoreConformance, ParallelCreatesHaveOneWinner) {
  EXPECT_EQ(scheduler_.run(race_to_create(loop_, *store_)), 1);
}

inline async::Task<int> put_twice_at_once(async::Loop& loop, ObjectStore& store) {
  async::TaskGroup group(loop);
  std::vector<Result<Etag>> results;
  for (int i = 0; i < 2; ++i) {
    group.spawn(put_into(store, "data/hedged", "the same bytes", {}, results));
  }
  co_await group.join();
  co_return static_cast<int>(results[0].ok()) + static_cast<int>(results[1].ok());
}

TEST_P(StoreConformance, AHedgedPutSucceedsTwice) {
  EXPECT_EQ(scheduler_.run(put_twice_at_once(loop_, *store_)), 2);
  EXPECT_EQ(text("data/hedged"), "the same bytes");
}

TEST_P(StoreConformance, ADeadNodesStoreDoesNothing) {
  loop_.kill();
  EXPECT_TRUE(put("dead", "x").failed_with(ErrorCode::kCancelled));
}

}  // namespace ringfence::store
