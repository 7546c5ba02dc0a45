using System.ComponentModel;
using Leeway.Fields;

namespace Leeway.Generated;

/// <summary>Reads and writes the fields of an issue in a body that changes the issue: only what was assigned is written.</summary>
/// <remarks>All members of a body that is read count as assigned, so that it is written as it was read.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct IssueFieldsChangesCodec : IJsonCodec<IssueFields>
{
    static IssueFields? IJsonCodec<IssueFields>.Read(ref JsonModelReader reader) => IssueFields.Read(ref reader, isAssigned: true);

    static void IJsonCodec<IssueFields>.Write(ref JsonModelWriter writer, IssueFields? value)
    {
        if (value is null)
        {
            writer.WriteNull();
        }
        else
        {
            value.Write(ref writer, onlyAssigned: true);
        }
    }
}
