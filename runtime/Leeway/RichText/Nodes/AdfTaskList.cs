namespace Leeway.RichText;

/// <summary>A list of tasks.</summary>
public sealed class AdfTaskList :
    AdfNode, IAdfBlock, IAdfListItemContent, IAdfPanelContent, IAdfExpandContent, IAdfNestedExpandContent, IAdfTableCellContent,
    IAdfLayoutColumnContent, IAdfBodiedExtensionContent, IAdfBodiedSyncBlockContent, IAdfTaskListItem
{
    internal static readonly AdfNodeKind Definition = new(
        "taskList",
        static (in AdfNodeParts parts) => new AdfTaskList(in parts),
        "localId\r"u8,
        [AdfTextAttribute.Any],
        AdfContentModel<IAdfTaskListItem>.NotEmpty,
        AdfMarkTypes.None);

    /// <summary>Initializes a list of tasks. If <see cref="AdfNode.LocalId"/> is not set, it is a new GUID.</summary>
    /// <param name="content">The tasks, and lists inside it.</param>
    /// <exception cref="ArgumentException">There is no content.</exception>
    public AdfTaskList(IEnumerable<IAdfTaskListItem> content)
        : base(AdfContentList<IAdfTaskListItem>.CreateNotEmpty(content))
    {
        Set(0, CreateLocalId());
    }

    private AdfTaskList(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The tasks, and lists inside it.</summary>
    public IReadOnlyList<IAdfTaskListItem> Content => GetContent<IAdfTaskListItem>();

    internal override AdfNodeKind NodeKind => Definition;
}
