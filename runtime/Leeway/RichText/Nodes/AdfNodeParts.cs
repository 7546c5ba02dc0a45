using Leeway.Json;

namespace Leeway.RichText;

/// <summary>The parts of a node that is being read.</summary>
internal struct AdfNodeParts(AdfNodeKind kind)
{
    public AdfNodeKind Kind = kind;
    public AdfAttributes? Attributes;
    public AdfContentList? Content;
    public AdfMark[]? Marks;
    public AdfMarkTypes MarkTypes;
    public string? Text;
    public UnknownMemberCollection? Members;

    /// <summary>Creates the node; returns null if the schema does not allow these parts.</summary>
    public readonly AdfNode? Create()
    {
        bool fits = (MarkTypes & ~Kind.Marks) == 0
            && (Kind.RequiredAttributes.Length == 0 || Attributes is { IsComplete: true })
            && (Kind.Content is null || Kind.Content.AcceptsCount(Content));
        return fits ? Kind.Create(in this) : null;
    }
}
