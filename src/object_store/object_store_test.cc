// Goal and method: the conformance suite (store_conformance.h) on the stores of this folder.
#include <stdlib.h>

#include <filesystem>

#include "object_store/file_store.h"
#include "object_store/memory_store.h"
#include "object_store/store_conformance.h"

namespace ringfence::store {
namespace {

// A store in a fresh directory that is removed with it.
std::shared_ptr<ObjectStore> file_store(async::SimLoop& loop) {
  std::string pattern = (std::filesystem::temp_directory_path() / "rf-store-XXXXXX").string();
  RF_ASSERT(::mkdtemp(pattern.data()) != nullptr, "no temporary directory");
  auto opened = FileStore::open(loop, pattern + "/bucket");
  RF_ASSERT(opened.ok(), "the store did not open");
  return std::shared_ptr<ObjectStore>(opened->release(), [pattern](ObjectStore* store) {
    delete store;
    std::filesystem::remove_all(pattern);
  });
}

std::shared_ptr<ObjectStore> memory_store(async::SimLoop& loop) {
  return std::make_shared<MemoryStore>(loop);
}

INSTANTIATE_TEST_SUITE_P(Stores, StoreConformance,
                         ::testing::Values(StoreFactory{"file", file_store},
                                           StoreFactory{"memory", memory_store}),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace ringfence::store
