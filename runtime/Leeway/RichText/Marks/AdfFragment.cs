using Leeway.Json;

namespace Leeway.RichText;

/// <summary>Other nodes can refer to the node.</summary>
public sealed class AdfFragment : AdfMark
{
    internal static readonly AdfMarkKind Definition = new(
        "fragment",
        AdfMarkTypes.Fragment,
        static (attributes, members) => new AdfFragment(attributes, members),
        "localId\rname\n"u8,
        AdfTextAttribute.NotEmpty,
        AdfTextAttribute.Any);

    /// <summary>Initializes a mark.</summary>
    /// <param name="localId">The id, by which other nodes refer to the node. It is not empty.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public AdfFragment(string localId)
    {
        ArgumentNullException.ThrowIfNull(localId);
        Set(0, localId, nameof(localId));
    }

    private AdfFragment(AdfAttributes? attributes, UnknownMemberCollection? members)
        : base(attributes, members)
    {
    }

    /// <summary>The id, by which other nodes refer to the node.</summary>
    public string LocalId => GetObject<string>(0)!;

    /// <summary>The name.</summary>
    public string? Name
    {
        get => GetObject<string>(1);
        init => Set(1, value);
    }

    internal override AdfMarkKind MarkKind => Definition;
}
