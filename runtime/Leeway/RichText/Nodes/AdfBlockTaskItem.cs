using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>A task whose content are blocks.</summary>
public sealed class AdfBlockTaskItem : AdfNode, IAdfTaskListItem
{
    internal static readonly AdfNodeKind Definition = new(
        "blockTaskItem",
        static (in AdfNodeParts parts) => new AdfBlockTaskItem(in parts),
        "localId\rstate\r"u8,
        [AdfTextAttribute.Any, new AdfEnumAttribute(new JsonNames("TODO\nDONE\n"u8))],
        AdfContentModel<IAdfBlockTaskItemContent>.NotEmpty,
        AdfMarkTypes.None);

    /// <summary>Initializes a task. If <see cref="AdfNode.LocalId"/> is not set, it is a new GUID.</summary>
    /// <param name="state">The state.</param>
    /// <param name="content">The content. If there is none, one empty paragraph.</param>
    public AdfBlockTaskItem(AdfTaskState state, IEnumerable<IAdfBlockTaskItemContent> content)
        : base(AdfContentList<IAdfBlockTaskItemContent>.CreateOrParagraph(content))
    {
        Set(1, (int)state, nameof(state));
        Set(0, CreateLocalId());
    }

    private AdfBlockTaskItem(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The content.</summary>
    public IReadOnlyList<IAdfBlockTaskItemContent> Content => GetContent<IAdfBlockTaskItemContent>();

    /// <summary>The state.</summary>
    public AdfTaskState State => (AdfTaskState)GetValue<int>(1)!;

    internal override AdfNodeKind NodeKind => Definition;
}
