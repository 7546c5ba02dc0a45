using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>A mark: formatting or other information that applies to a whole node.</summary>
public abstract class AdfMark : AdfElement
{
    private protected AdfMark(AdfAttributes? attributes = null, UnknownMemberCollection? members = null)
        : base(attributes, members)
    {
    }

    internal abstract AdfMarkKind MarkKind { get; }

    internal sealed override AdfElementKind Kind => MarkKind;

    internal override void Write(ref JsonModelWriter writer)
    {
        writer.WriteText(MarkKind.Opening);
        WriteAttributes(ref writer);
        WriteMembers(ref writer);
    }
}
