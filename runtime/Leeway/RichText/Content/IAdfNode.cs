namespace Leeway.RichText;

/// <summary>A node. Each interface below stands for the nodes that one place of a document can hold.</summary>
/// <remarks>Only the classes of this library implement the interfaces of nodes. All of them derive from <see cref="AdfNode"/>.</remarks>
public interface IAdfNode
{
    /// <summary>The type in the JSON, such as <c>paragraph</c>.</summary>
    string Type { get; }

    /// <summary>No class outside this library can implement it.</summary>
    internal bool IsNode { get; }
}
