# How every folder under src/ becomes a target. A folder's CMakeLists.txt says only what it holds and what it
# depends on:
#   ringfence_library(bytes DEPENDS base LIBRARIES zstd)       -> static library rf_bytes from *.cc
#   ringfence_tests(bytes)                                     -> one test binary bytes_test from *_test.cc
#   ringfence_fuzz(record_batch_fuzz.cc kafka_protocol)        -> a libFuzzer target (asan preset only)
# Files named *_test.cc, *_bench.cc, *_fuzz.cc and *_main.cc never go into the library.
set(RINGFENCE_KIND "test" CACHE STRING "release, test, asan or tsan")
option(RINGFENCE_TESTS "Build the tests" ON)

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set_property(GLOBAL PROPERTY JOB_POOLS link_pool=1)
set(CMAKE_JOB_POOL_LINK link_pool)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # The sloppiness and the base directory let a fresh clone in another folder hit the same cache.
  set(_ccache ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} ${CCACHE_PROGRAM})
  set(CMAKE_C_COMPILER_LAUNCHER ${_ccache})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${_ccache})
endif()

# CMake's own form names the header by an absolute path behind -Xclang, which ccache cannot make relative: a second
# clone would never hit.
set(CMAKE_CXX_COMPILE_OPTIONS_USE_PCH -include-pch <PCH_FILE>)

find_package(Threads REQUIRED)

add_library(rf_flags INTERFACE)
target_include_directories(rf_flags INTERFACE ${CMAKE_SOURCE_DIR}/src ${CMAKE_BINARY_DIR}/src)
target_compile_options(rf_flags INTERFACE
  -Wall -Wextra -Werror -Wno-missing-field-initializers -g1 -fno-omit-frame-pointer
  -ffile-prefix-map=${CMAKE_SOURCE_DIR}=. -Xclang -fno-pch-timestamp -msse4.2 -mpclmul)
target_link_options(rf_flags INTERFACE -fuse-ld=lld)
target_link_libraries(rf_flags INTERFACE Threads::Threads)
if(RINGFENCE_KIND STREQUAL "release")
  target_compile_options(rf_flags INTERFACE -O2)
elseif(RINGFENCE_KIND STREQUAL "test")
  target_compile_options(rf_flags INTERFACE -O2)
  target_compile_definitions(rf_flags INTERFACE RINGFENCE_DELIBERATE_BUGS=1)
elseif(RINGFENCE_KIND STREQUAL "asan")
  # fuzzer-no-link: the libraries count coverage too, else a fuzzer sees only its own file.
  target_compile_options(rf_flags INTERFACE
    -O1 -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all)
  target_link_options(rf_flags INTERFACE -fsanitize=address,undefined)
  target_compile_definitions(rf_flags INTERFACE RINGFENCE_DELIBERATE_BUGS=1)
elseif(RINGFENCE_KIND STREQUAL "tsan")
  target_compile_options(rf_flags INTERFACE -O1 -fsanitize=thread)
  target_link_options(rf_flags INTERFACE -fsanitize=thread)
  target_compile_definitions(rf_flags INTERFACE RINGFENCE_DELIBERATE_BUGS=1)
else()
  message(FATAL_ERROR "RINGFENCE_KIND=${RINGFENCE_KIND}: allowed are release, test, asan, tsan")
endif()

# Two precompiled headers for the whole tree: std, and std + gtest.
file(WRITE ${CMAKE_BINARY_DIR}/pch/pch_main.cc "")
add_library(rf_pch_std STATIC ${CMAKE_BINARY_DIR}/pch/pch_main.cc)
target_link_libraries(rf_pch_std PUBLIC rf_flags)
target_precompile_headers(rf_pch_std PRIVATE ${CMAKE_SOURCE_DIR}/cmake/pch_std.h)
if(RINGFENCE_TESTS)
  find_package(GTest REQUIRED)
  add_library(rf_pch_gtest STATIC ${CMAKE_BINARY_DIR}/pch/pch_main.cc)
  target_link_libraries(rf_pch_gtest PUBLIC rf_flags GTest::gtest GTest::gmock)
  target_precompile_headers(rf_pch_gtest PRIVATE ${CMAKE_SOURCE_DIR}/cmake/pch_gtest.h)
endif()

function(_ringfence_dependencies target visibility)
  foreach(dep IN LISTS ARGN)
    target_link_libraries(${target} ${visibility} rf_${dep})
  endforeach()
endfunction()

# ringfence_library(name [DEPENDS folder...] [LIBRARIES lib...] [SOURCES file...])
function(ringfence_library name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES;SOURCES" ${ARGN})
  if(NOT ARG_SOURCES)
    file(GLOB ARG_SOURCES CONFIGURE_DEPENDS *.cc)
    list(FILTER ARG_SOURCES EXCLUDE REGEX "_(test|bench|fuzz|main)\\.cc$")
  endif()
  if(ARG_SOURCES)
    add_library(rf_${name} STATIC ${ARG_SOURCES})
    target_link_libraries(rf_${name} PUBLIC rf_flags ${ARG_LIBRARIES})
    target_precompile_headers(rf_${name} REUSE_FROM rf_pch_std)
    _ringfence_dependencies(rf_${name} PUBLIC ${ARG_DEPENDS})
  else()
    add_library(rf_${name} INTERFACE)
    target_link_libraries(rf_${name} INTERFACE rf_flags ${ARG_LIBRARIES})
    _ringfence_dependencies(rf_${name} INTERFACE ${ARG_DEPENDS})
  endif()
endfunction()

# ringfence_tests(name [DEPENDS folder...] [LIBRARIES lib...] [SOURCES file...]): every *_test.cc of the folder in one binary.
function(ringfence_tests name)
  if(NOT RINGFENCE_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES;SOURCES" ${ARGN})
  if(NOT ARG_SOURCES)
    file(GLOB ARG_SOURCES CONFIGURE_DEPENDS *_test.cc)
  endif()
  if(NOT ARG_SOURCES)
    return()
  endif()
  add_executable(${name}_test ${ARG_SOURCES})
  target_link_libraries(${name}_test PRIVATE rf_${name} GTest::gtest_main GTest::gmock ${ARG_LIBRARIES})
  target_precompile_headers(${name}_test REUSE_FROM rf_pch_gtest)
  _ringfence_dependencies(${name}_test PRIVATE ${ARG_DEPENDS})
  add_test(NAME ${name} COMMAND ${name}_test)
  set_tests_properties(${name} PROPERTIES TIMEOUT 300 LABELS unit)
endfunction()

# ringfence_fuzz(source library...): a libFuzzer target named after the source; exists in the asan preset only.
function(ringfence_fuzz source)
  if(NOT RINGFENCE_KIND STREQUAL "asan")
    return()
  endif()
  get_filename_component(name ${source} NAME_WE)
  add_executable(${name} ${source})
  target_compile_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_libraries(${name} PRIVATE rf_flags)
  _ringfence_dependencies(${name} PRIVATE ${ARGN})
  set_property(GLOBAL APPEND PROPERTY RINGFENCE_FUZZ_TARGETS ${name})
endfunction()
