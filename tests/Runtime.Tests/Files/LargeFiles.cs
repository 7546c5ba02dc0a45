namespace Leeway.Runtime.Tests.Files;

/// <summary>Runs the tests of large files alone and after all others, because they measure the memory of the process.</summary>
[CollectionDefinition(nameof(LargeFiles), DisableParallelization = true)]
public sealed class LargeFiles;
