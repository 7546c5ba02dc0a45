using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>A node shows data of other nodes.</summary>
public sealed class AdfDataConsumer : AdfMark
{
    internal static readonly AdfMarkKind Definition = new(
        "dataConsumer",
        AdfMarkTypes.DataConsumer,
        static (attributes, members) => new AdfDataConsumer(attributes, members),
        "sources\r"u8,
        AdfListAttribute<string, StringCodec>.NotEmpty);

    /// <summary>Initializes a mark.</summary>
    /// <param name="sources">The local ids of the nodes.</param>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public AdfDataConsumer(IReadOnlyList<string> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        Set(0, sources.ToArray(), nameof(sources));
    }

    private AdfDataConsumer(AdfAttributes? attributes, UnknownMemberCollection? members)
        : base(attributes, members)
    {
    }

    /// <summary>The local ids of the nodes.</summary>
    public IReadOnlyList<string> Sources => GetObject<IReadOnlyList<string>>(0)!;

    internal override AdfMarkKind MarkKind => Definition;
}
