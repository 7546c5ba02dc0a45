using System.Text.Json.Nodes;
using Leeway.Generator.Tests.Driving;
using Leeway.Json;

namespace Leeway.Generator.Tests.RichText;

/// <summary>Reads and writes the rich text of Jira and Confluence through the types of the committed documents.</summary>
public class CommentAndPageTests
{
    private const string Note = """{"version":1,"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Hi"}]}]}""";

    private const string Program = """"
        using System.Threading.Tasks;
        using Leeway.Confluence;
        using Leeway.ConfluenceV1;
        using Leeway.Jira;
        using Leeway.Json;
        using Leeway.RichText;

        internal static class Program
        {
            private static readonly AdfDocument s_note = AdfDocument.Parse("""{"version":1,"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Hi"}]}]}""");

            public static string WriteCommentBack(string json) => RawJson.From(ReadComment(json)).ToString();
            public static string? ReadBody(string json) => ReadComment(json).Body is { } body ? RawJson.From(body).ToString() : null;
            public static string ReadKept(string json) => ReadComment(json).UnknownMembers["body"].ToString();

            public static string ReplaceBody(string json)
            {
                Comment comment = ReadComment(json);
                comment.Body = s_note;
                return RawJson.From(comment).ToString();
            }

            public static string RemoveBody(string json)
            {
                Comment comment = ReadComment(json);
                comment.Body = null;
                return RawJson.From(comment).ToString();
            }

            public static Task AddComment(IJiraClient jira) => jira.IssueComments.AddCommentAsync("A-1", new Comment { Body = s_note });
            public static Task AddWorklog(IJiraClient jira) => jira.IssueWorklogs.AddWorklogAsync("A-1", new Worklog { Comment = s_note, TimeSpentSeconds = 60 });

            public static string? ReadPage(string json) => ReadFormat(json)?.Document is { } document ? RawJson.From(document).ToString() : null;
            public static bool AreOneDocument(string json) => ReadFormat(json) is { } body && body.Document is { } document && ReferenceEquals(document, body.Document);

            public static string? ReadChangedText(string json, string text)
            {
                BodyContent body = ReadFormat(json)!;
                _ = body.Document;
                body.Value = text;
                return body.Document is { } document ? RawJson.From(document).ToString() : null;
            }

            public static string WritePageBack(string json, bool isRead)
            {
                Page page = RawJson.Parse(json).As<Page>()!;
                _ = isRead ? page.Body?.AtlasDocFormat?.Document : null;
                return RawJson.From(page).ToString();
            }

            public static string AssignDocument(string json, bool isNull)
            {
                BodyContent body = ReadFormat(json)!;
                body.Document = isNull ? null : s_note;
                return RawJson.From(body).ToString();
            }

            public static Task CreatePage(IConfluenceClient confluence) => confluence.Page.CreatePageAsync(new CreatePageRequest { SpaceId = "1", Body = s_note });
            public static Task CreateOtherPage(IConfluenceClient confluence) => confluence.Page.CreatePageAsync(
                new CreatePageRequest { SpaceId = "1", Body = new PageBodyWrite { Representation = PageBodyWriteRepresentation.Storage, Value = "<p/>" } });
            public static Task CreateNestedPage(IConfluenceClient confluence) => confluence.Page.CreatePageAsync(
                new CreatePageRequest { SpaceId = "1", Body = new PageNestedBodyWrite { AtlasDocFormat = s_note } });
            public static Task UpdatePage(IConfluenceClient confluence) => confluence.Page.UpdatePageAsync(
                "1", new UpdatePageRequest { Id = "1", Status = "current", Title = "t", Body = s_note, Version = new UpdatePageRequestVersion() });
            public static Task CreateBlogPost(IConfluenceClient confluence) => confluence.BlogPost.CreateBlogPostAsync(new CreateBlogPostRequest { SpaceId = "1", Body = s_note });
            public static Task CreateComment(IConfluenceClient confluence) => confluence.Comment.CreateFooterCommentAsync(new CreateFooterCommentRequest { PageId = "1", Body = s_note });
            public static Task CreateCustomContent(IConfluenceClient confluence) => confluence.CustomContent.CreateCustomContentAsync(
                new CreateCustomContentRequest { Type = "t", Title = "t", SpaceId = "1", Body = s_note });
            public static Task Convert(IConfluenceV1Client confluence) => confluence.ContentBody.StartContentBodyConversionAsync(StartContentBodyConversionTo.ExportView, s_note);

            public static bool IsNullKept()
            {
                AdfDocument? nothing = null;
                PageBodyWrite? body = nothing;
                return body is null && new PageNestedBodyWrite { AtlasDocFormat = nothing }.AtlasDocFormat is null;
            }

            private static Comment ReadComment(string json) => RawJson.Parse(json).As<Comment>()!;

            private static BodyContent? ReadFormat(string json) => RawJson.Parse(json).As<Page>()!.Body?.AtlasDocFormat;
        }
        """";

    private static readonly Lazy<LoadedProgram> s_program = new(static () => LoadedProgram.Of(
        Program,
        DocumentInput.Committed("jira") with { Operations = "addComment,getComment,addWorklog" },
        DocumentInput.Committed("confluence") with { Operations = "createPage,updatePage,getPageById,createBlogPost,createFooterComment,createCustomContent" },
        DocumentInput.Committed("confluence-v1") with { Operations = "asyncConvertContentBodyRequest" }));

    public static TheoryData<string, bool> Bodies =>
    [
        (Note, true),
        ("""{"version":1,"type":"doc","content":[]}""", true),
        ("""{"type":"doc","version":1,"odd":{"a":[1.50]},"content":[{"type":"future","attrs":{"x":1e2}},{"type":"paragraph","attrs":{"localId":"1","odd":true},"content":[{"type":"text","text":"\\u00e9","marks":[{"type":"futureMark"}]}]}]}""", true),
        ("\"plain text\"", false),
        ("""{"version":1,"type":"paragraph","content":[]}""", false),
        ("""{"any":["thing"]}""", false),
        ("[1]", false),
        ("7", false),
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void CommentShouldBeWrittenBackWithoutLoss(string body, bool isDocument)
    {
        string comment = """{"id":"1","body":""" + body + ""","odd":1}""";
        Assert.Equal(RawJson.Parse(comment), RawJson.Parse(s_program.Value.Run<string>("WriteCommentBack", comment)));
        string? read = s_program.Value.Run<string?>("ReadBody", comment);
        Assert.Equal(isDocument, read is not null);
        Assert.Equal(RawJson.Parse(body), RawJson.Parse(read ?? s_program.Value.Run<string>("ReadKept", comment)));
    }

    /// <summary>A document of another version must not be lost, whether it is read or kept.</summary>
    [Theory]
    [InlineData("2")]
    [InlineData("\"1\"")]
    [InlineData("1.0")]
    [InlineData("null")]
    [InlineData("99999999999")]
    public void CommentInAnotherVersionShouldBeWrittenBackWithoutLoss(string version)
    {
        string comment = """{"id":"1","body":{"version":""" + version + ""","type":"doc","content":[{"type":"new","odd":[]}]}}""";
        Assert.Equal(RawJson.Parse(comment), RawJson.Parse(s_program.Value.Run<string>("WriteCommentBack", comment)));
    }

    [Theory]
    [InlineData("\"plain text\"")]
    [InlineData("""{"version":2,"type":"doc","content":[]}""")]
    [InlineData("""{"version":1,"type":"doc","content":[]}""")]
    [InlineData("null")]
    public void AssignedBodyShouldReplaceWhatWasRead(string body)
    {
        string comment = """{"id":"1","body":""" + body + "}";
        Assert.Equal(RawJson.Parse("""{"id":"1","body":""" + Note + "}"), RawJson.Parse(s_program.Value.Run<string>("ReplaceBody", comment)));
        Assert.Equal(RawJson.Parse("""{"id":"1"}"""), RawJson.Parse(s_program.Value.Run<string>("RemoveBody", comment)));
    }

    [Theory]
    [InlineData("AddComment", """{"body":""" + Note + "}")]
    [InlineData("AddWorklog", """{"comment":""" + Note + ""","timeSpentSeconds":60}""")]
    public async Task RichTextShouldBeSentAsJson(string method, string body) =>
        Assert.Equal(RawJson.Parse(body), RawJson.Parse(ReadBody(await s_program.Value.SendAsync(method))));

    [Theory]
    [InlineData("CreatePage", "body")]
    [InlineData("CreateNestedPage", "body.atlas_doc_format")]
    [InlineData("UpdatePage", "body")]
    [InlineData("CreateBlogPost", "body")]
    [InlineData("CreateComment", "body")]
    [InlineData("CreateCustomContent", "body")]
    [InlineData("Convert", "")]
    public async Task RichTextShouldBeSentAsTextWithItsRepresentation(string method, string path)
    {
        JsonNode body = JsonNode.Parse(ReadBody(await s_program.Value.SendAsync(method)))!;
        JsonNode written = path.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate(body, static (node, name) => node[name]!);
        Assert.Equal(2, written.AsObject().Count);
        Assert.Equal("atlas_doc_format", (string?)written["representation"]);
        Assert.Equal(RawJson.Parse(Note), RawJson.Parse((string)written["value"]!));
    }

    [Fact]
    public async Task OtherRepresentationsShouldStayText() => Assert.Equal(
        RawJson.Parse("""{"spaceId":"1","body":{"representation":"storage","value":"<p/>"}}"""),
        RawJson.Parse(ReadBody(await s_program.Value.SendAsync("CreateOtherPage"))));

    [Theory]
    [InlineData("atlas_doc_format", Note, Note)]
    [InlineData("storage", Note, null)]
    [InlineData(null, Note, null)]
    [InlineData("atlas_doc_format", "<p/>", null)]
    [InlineData("atlas_doc_format", "[]", null)]
    [InlineData("atlas_doc_format", "", null)]
    [InlineData("atlas_doc_format", "\0\ud800", null)]
    [InlineData("atlas_doc_format", null, null)]
    public void BodyOfAPageShouldBeRead(string? representation, string? value, string? document)
    {
        string page = Page(representation, value);
        string? read = s_program.Value.Run<string?>("ReadPage", page);
        Assert.Equal(document is null ? default(RawJson?) : RawJson.Parse(document), read is null ? default(RawJson?) : RawJson.Parse(read));
        foreach (bool isRead in (bool[])[true, false])
        {
            Assert.Equal(page, s_program.Value.Run<string>("WritePageBack", page, isRead));
        }
    }

    [Fact]
    public void TextShouldBeParsedOnceUntilItChanges()
    {
        string page = Page("atlas_doc_format", Note);
        Assert.True(s_program.Value.Run<bool>("AreOneDocument", page));
        Assert.Null(s_program.Value.Run<string?>("ReadChangedText", page, "<p/>"));
        const string Other = """{"version":1,"type":"doc","content":[]}""";
        Assert.Equal(RawJson.Parse(Other), RawJson.Parse(s_program.Value.Run<string>("ReadChangedText", page, Other)));
    }

    [Fact]
    public void AssignedDocumentShouldSetBothMembersAndNullShouldRemoveThem()
    {
        string page = Page("storage", "<p/>");
        JsonNode written = JsonNode.Parse(s_program.Value.Run<string>("AssignDocument", page, false))!;
        Assert.Equal("atlas_doc_format", (string?)written["representation"]);
        Assert.Equal(RawJson.Parse(Note), RawJson.Parse((string)written["value"]!));
        Assert.Equal("""{"odd":1}""", s_program.Value.Run<string>("AssignDocument", page, true));

        // JSON of another shape that was kept is replaced as well.
        const string Odd = """{"body":{"atlas_doc_format":{"representation":{},"value":[1]}}}""";
        Assert.Equal(2, JsonNode.Parse(s_program.Value.Run<string>("AssignDocument", Odd, false))!.AsObject().Count(static member => member.Value!.GetValueKind() == System.Text.Json.JsonValueKind.String));
        Assert.Equal("{}", s_program.Value.Run<string>("AssignDocument", Odd, true));
    }

    [Fact]
    public void NullShouldConvertToNull() => Assert.True(s_program.Value.Run<bool>("IsNullKept"));

    private static string Page(string? representation, string? value) => new JsonObject
    {
        ["id"] = "1",
        ["body"] = new JsonObject { ["atlas_doc_format"] = new JsonObject { ["representation"] = representation, ["value"] = value, ["odd"] = 1 } },
    }.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static string ReadBody(string request) => request[(request.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
}
