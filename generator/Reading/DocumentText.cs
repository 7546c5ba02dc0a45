using System;
using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Reading;

/// <summary>The text of a document. Two texts are equal if their path and content are equal.</summary>
internal sealed class DocumentText(string path, SourceText? source) : IEquatable<DocumentText>
{
    public string Path { get; } = path;

    /// <summary>The text, or null if the file cannot be read.</summary>
    public SourceText? Source { get; } = source;

    public bool Equals(DocumentText? other) =>
        other is not null
        && Path == other.Path
        && (ReferenceEquals(Source, other.Source)
            || (Source is not null && other.Source is not null && Source.Length == other.Source.Length && Source.GetChecksum().SequenceEqual(other.Source.GetChecksum())));

    public override bool Equals(object? obj) => Equals(obj as DocumentText);

    public override int GetHashCode() => Path.GetHashCode() ^ (Source?.Length ?? 0);
}
