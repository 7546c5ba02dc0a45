using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Repository.Tests;

/// <summary>A file that is committed, or will be.</summary>
/// <param name="Path">Its path below the root of the repository, with forward slashes.</param>
/// <param name="Text">What it contains.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private static readonly ConcurrentDictionary<SourceFile, SyntaxTree> s_trees = [];
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Preview, DocumentationMode.Parse);

    /// <summary>The C# files below a folder, without those that a build writes.</summary>
    public static IEnumerable<SourceFile> CSharpIn(string folder) => In(folder, ".cs");

    /// <summary>The files below a folder that end in <paramref name="ending"/>, without those that a build writes.</summary>
    public static IEnumerable<SourceFile> In(string folder, string ending) =>
        from path in Directory.EnumerateFiles(System.IO.Path.Combine(Approval.Repository.Root, folder), "*" + ending, SearchOption.AllDirectories)
        let relative = System.IO.Path.GetRelativePath(Approval.Repository.Root, path).Replace('\\', '/')
        where !relative.Split('/').Any(static part => part is "bin" or "obj" or ".git")
        orderby relative
        select new SourceFile(relative, File.ReadAllText(path));

    /// <summary>Parses the file once, because several tests read the same files.</summary>
    public SyntaxTree Parse() =>
        s_trees.GetOrAdd(this, static file => CSharpSyntaxTree.ParseText(file.Text, s_options, file.Path, cancellationToken: TestContext.Current.CancellationToken));
}
