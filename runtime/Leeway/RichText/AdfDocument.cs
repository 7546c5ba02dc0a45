using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>A document of the Atlassian Document Format (ADF), in which Jira and Confluence store rich text.</summary>
/// <remarks>
/// Build one with the methods of <see cref="Adf"/>. What the schema does not allow does not compile: each place takes only the nodes that it
/// can hold. Documents that were read are written as they were read: nodes, marks and attributes that the schema does not know are kept.
/// </remarks>
[JsonConverter(typeof(JsonModelConverter<AdfDocument>))]
public sealed class AdfDocument : JsonModel, IJsonValue<AdfDocument>
{
    private static readonly JsonNames s_names = new("version\ntype\ncontent\n"u8);

    private int? _version;
    private string? _type;
    private AdfContentList? _content;

    private AdfDocument()
    {
    }

    /// <summary>The blocks of the document.</summary>
    public IReadOnlyList<IAdfBlock> Content => (AdfContentList<IAdfBlock>?)_content ?? AdfContentList<IAdfBlock>.Empty;

    /// <summary>The version of the format, which is 1.</summary>
    public int Version => _version ?? 1;

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    /// <summary>Creates a document.</summary>
    /// <param name="content">The blocks. There can be none.</param>
    public static AdfDocument Of(params ReadOnlySpan<IAdfBlock> content) => Create(AdfContentList<IAdfBlock>.Create(content));

    /// <inheritdoc cref="Of(ReadOnlySpan{IAdfBlock})"/>
    public static AdfDocument Of(IEnumerable<IAdfBlock> content) => Create(AdfContentList<IAdfBlock>.Create(content));

    /// <summary>Creates a document from plain text. An empty line starts a new paragraph, and other line breaks stay line breaks.</summary>
    /// <param name="text">The text. Nothing in it is formatted.</param>
    public static AdfDocument FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<IAdfBlock> paragraphs = [];
        List<AdfInline> lines = [];
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.IsWhiteSpace())
            {
                EndParagraph();
                continue;
            }

            if (lines.Count > 0)
            {
                lines.Add(Adf.HardBreak());
            }

            lines.Add(new AdfText(line.ToString()));
        }

        EndParagraph();
        return Of(paragraphs);

        void EndParagraph()
        {
            if (lines.Count > 0)
            {
                paragraphs.Add(Adf.Paragraph(lines));
                lines.Clear();
            }
        }
    }

    /// <summary>Reads a document.</summary>
    /// <param name="json">The JSON of the document.</param>
    /// <exception cref="JsonException">The text is not well-formed, or not a document.</exception>
    public static AdfDocument Parse([StringSyntax(StringSyntaxAttribute.Json)] string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        using var utf8 = new PooledBufferWriter(Encoding.UTF8.GetByteCount(json));
        Encoding.UTF8.GetBytes(json, utf8);
        return Parse(utf8.Memory.Span);
    }

    /// <inheritdoc cref="Parse(string)"/>
    /// <param name="utf8">The JSON of the document in UTF-8.</param>
    public static AdfDocument Parse(ReadOnlySpan<byte> utf8) =>
        JsonModelSerializer.Read<AdfDocument>(utf8) ?? throw new JsonException("The JSON is null, not a document of the Atlassian Document Format.");

    static AdfDocument? IJsonValue<AdfDocument>.Read(ref JsonModelReader reader)
    {
        AdfDocument? document = reader.ReadObject(new AdfDocument());
        if (document is not null && document._type != "doc")
        {
            reader.RefuseShape();
            return null;
        }

        return document;
    }

    /// <summary>Writes the document as JSON.</summary>
    public string ToJson() => AdfJson.Write<AdfDocument, ValueCodec<AdfDocument>>(this);

    /// <summary>Returns the text of the document, as a person reads it.</summary>
    /// <remarks>
    /// Blocks that have text are separated by line feeds, also the items of lists. Cells are separated by tabs, rows by line feeds; line feeds
    /// inside a cell become spaces. A mention is its text or <c>@</c> and the account id, an emoji its characters or its short name, a date
    /// <c>yyyy-MM-dd</c> in UTC, a card its address, an image its alternative text, an extension its text. An unknown node is the text of its
    /// content, or its own text.
    /// </remarks>
    public string ToPlainText()
    {
        var text = new AdfPlainText();
        if (_content is not null)
        {
            foreach (AdfNode node in _content.Items)
            {
                node.AppendText(text);
            }
        }

        return text.ToString();
    }

    /// <summary>Returns all nodes in the order of the document.</summary>
    public IEnumerable<AdfNode> Descendants() => AdfDescendants.Enumerate((IReadOnlyList<AdfNode>?)_content ?? []);

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _version = reader.ReadInt32();
                break;
            case 1:
                _type = reader.ReadString();
                break;
            case 2 when reader.Token == JsonTokenType.StartArray:
                _content = AdfNodeReader.ReadContent(ref reader, AdfContentModel<IAdfBlock>.Blocks);
                break;
            case 2 when !reader.IsNull:
                reader.RefuseShape();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteInt32(0, _version);
        writer.WriteString(1, _type);
        writer.WriteList<AdfNode, AdfNodeCodec>(2, _content?.Items);
    }

    private static AdfDocument Create(AdfContentList content) => new() { _version = 1, _type = "doc", _content = content };

    /// <summary>Converts a document to JSON, or null to JSON null.</summary>
    public static implicit operator RawJson(AdfDocument? document) => RawJson.From(document);
}
