using System.Text.Json;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>What can be read of a node that is kept as JSON.</summary>
internal sealed class AdfUnknownContent
{
    private static readonly AdfContentModel<AdfNode> s_any = AdfContentModel<AdfNode>.Blocks;

    private string? _type;
    private AdfContentList? _children;

    public AdfUnknownContent(ReadOnlySpan<byte> json)
    {
        Json = new RawJson(json.ToArray());
    }

    public RawJson Json { get; }

    public string Type => _type ??= AdfTypeName.Read(Json);

    public IReadOnlyList<AdfNode> Children => _children ??= ReadChildren();

    /// <summary>Appends the text of the children. If there are none, appends the text of the node.</summary>
    public void AppendText(AdfPlainText text)
    {
        if (Children.Count == 0)
        {
            text.Append(ReadText());
        }

        foreach (AdfNode child in Children)
        {
            child.AppendText(text);
        }
    }

    private AdfContentList ReadChildren()
    {
        var reader = new JsonModelReader(Json.Utf8.Span, JsonModelOptions.Default);
        AdfContentList? children = null;
        if (reader.Token == JsonTokenType.StartObject)
        {
            while (reader.MoveNext() && reader.Token == JsonTokenType.PropertyName)
            {
                if (AdfMemberName.Read(ref reader).Member == AdfMember.Content && reader.Token == JsonTokenType.StartArray)
                {
                    children = AdfNodeReader.ReadContent(ref reader, s_any);
                }
                else
                {
                    reader.SkipValue();
                }
            }
        }

        return children ?? AdfContentList<AdfNode>.Empty;
    }

    /// <summary>Reads the member <c>text</c>, or the attribute of that name.</summary>
    private string? ReadText()
    {
        var reader = new JsonModelReader(Json.Utf8.Span, JsonModelOptions.Default);
        string? text = null;
        int depth = 0;
        while (depth >= 0 && reader.Token is JsonTokenType.StartObject or JsonTokenType.EndObject)
        {
            if (reader.Token == JsonTokenType.EndObject)
            {
                depth--;
            }

            while (reader.MoveNext() && reader.Token == JsonTokenType.PropertyName)
            {
                AdfMember member = AdfMemberName.Read(ref reader).Member;
                if (member == AdfMember.Text && reader.Token == JsonTokenType.String)
                {
                    text ??= reader.ReadString();
                }
                else if (member == AdfMember.Attributes && depth == 0 && reader.Token == JsonTokenType.StartObject)
                {
                    depth++;
                    continue;
                }

                reader.SkipValue();
            }
        }

        return text;
    }
}
