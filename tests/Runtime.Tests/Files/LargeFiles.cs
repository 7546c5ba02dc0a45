namespace Leeway.Runtime.Tests.Files;

/// <summary>Tests of large files run after all others and alone, since they measure the memory of the process.</summary>
[CollectionDefinition(nameof(LargeFiles), DisableParallelization = true)]
public sealed class LargeFiles;
