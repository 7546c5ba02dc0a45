using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>A task.</summary>
public sealed class AdfTaskItem : AdfNode, IAdfTaskListItem
{
    internal static readonly AdfNodeKind Definition = new(
        "taskItem",
        static (in AdfNodeParts parts) => new AdfTaskItem(in parts),
        "localId\rstate\r"u8,
        [AdfTextAttribute.Any, new AdfEnumAttribute(new JsonNames("TODO\nDONE\n"u8))],
        AdfContentModel<AdfInline>.Line,
        AdfMarkTypes.None);

    /// <summary>Initializes a task. If <see cref="AdfNode.LocalId"/> is not set, it is a new GUID.</summary>
    /// <param name="state">The state.</param>
    /// <param name="content">The text and other content of the line.</param>
    public AdfTaskItem(AdfTaskState state, IEnumerable<AdfInline> content)
        : base(AdfContentList<AdfInline>.Create(content))
    {
        Set(0, CreateLocalId());
        Set(1, (int)state, nameof(state));
    }

    private AdfTaskItem(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The text and other content of the line.</summary>
    public IReadOnlyList<AdfInline> Content => GetContent<AdfInline>();

    /// <summary>The state.</summary>
    public AdfTaskState State => (AdfTaskState)GetValue<int>(1)!;

    internal override AdfNodeKind NodeKind => Definition;

    /// <summary>Converts a string to a node with this text.</summary>
    public static implicit operator AdfTaskItem(string text) => new(AdfTaskState.Todo, [text]);
}
