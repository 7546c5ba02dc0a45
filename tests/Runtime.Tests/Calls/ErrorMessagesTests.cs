using Leeway.Calls;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>Which texts of an error body become messages.</summary>
public sealed class ErrorMessagesTests
{
    private const string Ellipsis = "\u2026";

    [Theory]
    [InlineData("abcd", "abcd")]
    [InlineData("abcde", "abc" + Ellipsis)]
    [InlineData("ab\U0001F600c", "ab" + Ellipsis)]
    [InlineData("a\U0001F600cd", "a\U0001F600" + Ellipsis)]
    [InlineData("", "")]
    public void TextShouldBeShortenedBetweenCharacters(string text, string expected) => Assert.Equal(expected, ErrorMessages.Shorten(text, 4));

    [Fact]
    public void NoMessagesShouldBeEmpty()
    {
        Assert.Empty(ErrorMessages.None.Texts);
        Assert.Empty(ErrorMessages.None.Fields);
        Assert.Equal("", ErrorMessages.None.ToString());
    }

    [Theory]
    [InlineData("""{"errorMessages":["One."]}""", "One.")]
    [InlineData("""{"errorMessages":["One.","Two."]}""", "One. Two.")]
    [InlineData("""{"errors":{"a":"Bad."}}""", "a: Bad.")]
    [InlineData("""{"errors":{"a":"Bad.","b":"Worse."}}""", "a: Bad. b: Worse.")]
    [InlineData("""{"errorMessages":["One."],"errors":{"a":"Bad."}}""", "One. a: Bad.")]
    public void AllMessagesShouldBeOnOneLine(string body, string expected) => Assert.Equal(expected, ErrorMessages.Read(body).ToString());

    [Theory]
    [InlineData("errorMessages")]
    [InlineData("errorMessage")]
    [InlineData("ERROR_MESSAGE")]
    [InlineData("error-message")]
    [InlineData("message")]
    [InlineData("messages")]
    [InlineData("msg")]
    [InlineData("error")]
    [InlineData("error_description")]
    [InlineData("detail")]
    [InlineData("details")]
    [InlineData("reason")]
    [InlineData("reasons")]
    [InlineData("userMessage")]
    [InlineData("developerMessage")]
    [InlineData("description")]
    [InlineData("fault")]
    [InlineData("faultstring")]
    [InlineData("warnings")]
    [InlineData("warningMessages")]
    [InlineData("warning")]
    [InlineData("cause")]
    [InlineData("causes")]
    [InlineData("hint")]
    [InlineData("hints")]
    [InlineData("title")]
    [InlineData("errors")]
    [InlineData("fieldErrors")]
    [InlineData("validationErrors")]
    [InlineData("violations")]
    [InlineData("invalid-params")]
    [InlineData("errorCollections")]
    [InlineData("exceptions")]
    [InlineData("failures")]
    public void TextShouldBeReadFromEveryKnownMember(string member) =>
        Assert.Equal(["No."], ErrorMessages.Read($$"""{"id":"x","{{member}}":"No."}""").Texts);

    [Theory]
    [InlineData("fieldErrors")]
    [InlineData("validationErrors")]
    [InlineData("violations")]
    [InlineData("invalid-params")]
    [InlineData("errorCollections")]
    [InlineData("exceptions")]
    [InlineData("failures")]
    public void FieldsShouldBeReadFromEveryKnownMember(string member) =>
        Assert.Equal(["a=Bad."], ReadFields($$$"""{"{{{member}}}":{"a":"Bad."}}"""));

    [Theory]
    [InlineData("data")]
    [InlineData("elementErrors")]
    [InlineData("response")]
    [InlineData("result")]
    [InlineData("meta")]
    public void ObjectAroundTheMessagesShouldBeRead(string member)
    {
        Assert.Equal(["No."], ErrorMessages.Read($$$"""{"{{{member}}}":{"message":"No."}}""").Texts);
        Assert.Equal(["No."], ErrorMessages.Read($$"""{"message":"No.","{{member}}":"ignored"}""").Texts);
    }

    [Theory]
    [InlineData("""{"title":"Bad","detail":"worse"}""", "Bad: worse")]
    [InlineData("""{"detail":"worse","title":"Bad"}""", "Bad: worse")]
    [InlineData("""{"title":"Bad"}""", "Bad")]
    [InlineData("""{"title":"Bad","detail":" "}""", "Bad")]
    [InlineData("""{"detail":"worse"}""", "worse")]
    [InlineData("""{"title":null,"detail":"worse"}""", "worse")]
    [InlineData("""{"title":" ","detail":"worse"}""", "worse")]
    public void TitleAndDetailShouldBeOneMessage(string body, string expected) => Assert.Equal([expected], ErrorMessages.Read(body).Texts);

    [Fact]
    public void DetailThatIsNotTextShouldBeAMessageOfItsOwn() =>
        Assert.Equal(["Bad", """{"a":1}"""], ErrorMessages.Read("""{"title":"Bad","detail":{"a":1}}""").Texts);

    [Theory]
    [InlineData("""{"pointer":"/name"}""", "Bad (/name)")]
    [InlineData("""{"parameter":"sort"}""", "Bad (sort)")]
    [InlineData("""{"header":"Accept"}""", "Bad (Accept)")]
    [InlineData("""{"header":"Accept","parameter":"sort"}""", "Bad (sort)")]
    [InlineData("""{"parameter":"sort","pointer":"/name"}""", "Bad (/name)")]
    [InlineData("""{"other":"x"}""", "Bad")]
    [InlineData("\"text\"", "Bad")]
    public void SourceOfAnErrorShouldBeAppendedToItsTitle(string source, string expected) =>
        Assert.Equal([expected], ErrorMessages.Read($$"""{"errors":[{"title":"Bad","source":{{source}}}]}""").Texts);

    [Theory]
    [InlineData("field")]
    [InlineData("fieldName")]
    [InlineData("property")]
    [InlineData("propertyName")]
    [InlineData("propertyPath")]
    [InlineData("param")]
    [InlineData("parameter")]
    public void EveryNameOfAFieldShouldBeKnown(string member)
    {
        Assert.Equal(["a=Bad."], ReadFields($$"""{"errors":[{"{{member}}":"a","message":"Bad."}]}"""));
        Assert.Equal(["a=Bad."], ReadFields($$"""{"errors":[{"{{member}}":"a","name":"x","reason":"Bad."}]}"""));
    }

    [Theory]
    [InlineData("message")]
    [InlineData("defaultMessage")]
    [InlineData("reason")]
    [InlineData("detail")]
    [InlineData("error")]
    public void EveryNameOfAMessageAboutAFieldShouldBeKnown(string member) =>
        Assert.Equal(["a=Bad."], ReadFields($$"""{"errors":[{"field":"a","{{member}}":"Bad."}]}"""));

    /// <summary>The more specific name counts.</summary>
    [Theory]
    [InlineData("field", "fieldName")]
    [InlineData("fieldName", "property")]
    [InlineData("property", "propertyName")]
    [InlineData("propertyName", "propertyPath")]
    [InlineData("propertyPath", "param")]
    [InlineData("param", "parameter")]
    public void FirstNameOfAFieldShouldCount(string first, string second) =>
        Assert.Equal(["a=Bad."], ReadFields($$"""{"errors":[{"{{second}}":"b","{{first}}":"a","message":"Bad."}]}"""));

    [Theory]
    [InlineData("message", "defaultMessage")]
    [InlineData("defaultMessage", "reason")]
    [InlineData("reason", "detail")]
    [InlineData("detail", "error")]
    public void FirstMessageAboutAFieldShouldCount(string first, string second) =>
        Assert.Equal(["a=Bad."], ReadFields($$"""{"errors":[{"field":"a","{{second}}":"Worse.","{{first}}":"Bad."}]}"""));

    [Fact]
    public void NameShouldBeAFieldOnlyBesideAReason()
    {
        Assert.Equal(["a=Bad."], ReadFields("""{"errors":[{"name":"a","reason":"Bad."}]}"""));

        ErrorMessages typed = ErrorMessages.Read("""{"errors":[{"name":"ValidationError","message":"Bad."}]}""");
        Assert.Equal(["Bad."], typed.Texts);
        Assert.Empty(typed.Fields);
    }

    [Theory]
    [InlineData("""{"field":"a"}""", """{"field":"a"}""")]
    [InlineData("""{"translation":"Text.","key":"k","code":"c"}""", "Text.")]
    [InlineData("""{"key":"k","code":"c"}""", "k")]
    [InlineData("""{"code":"c","other":"x"}""", "c")]
    [InlineData("""{"other":"x"}""", """{"other":"x"}""")]
    [InlineData("""["x"]""", """["x"]""")]
    [InlineData("7", "7")]
    [InlineData("true", "true")]
    [InlineData("\" x \"", "x")]
    public void ErrorWithoutAMessageShouldBeDescribedByWhatItHas(string error, string expected) =>
        Assert.Equal(["One.", expected], ErrorMessages.Read($$"""{"errorMessages":["One."],"errors":[{{error}}]}""").Texts);

    [Fact]
    public void ErrorWithAKnownMessageShouldNotBeDescribedByItsCode()
    {
        Assert.Equal(["Same."], ErrorMessages.Read("""{"errors":[{"message":"Same."},{"message":"Same.","code":"c"}]}""").Texts);
        Assert.Empty(ErrorMessages.Read("""{"errors":[{"errors":{"a":"Bad."},"code":"c"}]}""").Texts);
        Assert.Empty(ErrorMessages.Read("""{"errors":[{"status":400}]}""").Texts);
    }

    [Theory]
    [InlineData("""{"a":"x"}""")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":[" ","x"]}""")]
    [InlineData("""{"a":[[1]]}""")]
    [InlineData("""{"a":{"b":"x"}}""")]
    [InlineData("""{"a":null,"b":"x"}""")]
    [InlineData("""{"status":"failed"}""")]
    [InlineData("""{"code":"c"}""")]
    [InlineData("""{"status":400,"a":1}""")]
    public void UnknownJsonWithWordsShouldBeAMessage(string body) => Assert.Equal([body], ErrorMessages.Read(body).Texts);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"\"")]
    [InlineData("\" \"")]
    [InlineData("""{"a":" "}""")]
    [InlineData("""{"a":[" ",[],{}]}""")]
    [InlineData("""{"a":null,"b":true,"c":false}""")]
    [InlineData("""{"status":400}""")]
    [InlineData("""{"statusCode":400}""")]
    [InlineData("""{"status-code":400}""")]
    [InlineData("""{"httpStatusCode":400}""")]
    [InlineData("""{"Code":400}""")]
    [InlineData("""{"a":{"status":400}}""")]
    [InlineData("""{"errorMessages":[null,""]}""")]
    public void JsonWithoutWordsShouldHaveNoMessage(string body)
    {
        ErrorMessages messages = ErrorMessages.Read(body);

        Assert.Empty(messages.Texts);
        Assert.Empty(messages.Fields);
    }

    [Theory]
    [InlineData("""{"errors":{"a":"x"}}""", "a=x")]
    [InlineData("""{"errors":{"a":5}}""", "a=5")]
    [InlineData("""{"errors":{"a":null}}""", "a=")]
    [InlineData("""{"errors":{"a":["x",null,"","y"]}}""", "a=x y")]
    [InlineData("""{"errors":{"a":{"message":"x","b":1}}}""", "a=x")]
    [InlineData("""{"errors":{"a":{"b":1}}}""", """a={"b":1}""")]
    [InlineData("""{"errors":[{"field":"a","message":"x"},{"field":"a","message":"y"}]}""", "a=x y")]
    [InlineData("""{"errors":[{"field":"a","message":"x"},{"field":"a","message":"x"}]}""", "a=x")]
    [InlineData("""{"errors":{"a\u202E\n":"x\u202E\ny"}}""", "a =x y")]
    public void TextOfAFieldShouldBeReadWhateverItsShape(string body, string expected) => Assert.Equal([expected], ReadFields(body));

    [Fact]
    public void FieldsShouldNotHideThatThereAreNoOtherWords()
    {
        ErrorMessages messages = ErrorMessages.Read("""{"errors":{"a":"Bad."},"other":"x"}""");

        Assert.Empty(messages.Texts);
        Assert.Equal("Bad.", messages.Fields["a"]);
    }

    [Theory]
    [InlineData("""{"message":" a\u202E\nb "}""", "a b")]
    [InlineData("""[" a "]""", "a")]
    [InlineData("plain\u202E\ntext", "plain text")]
    [InlineData("{not JSON", "{not JSON")]
    [InlineData("[1", "[1")]
    [InlineData("\"a", "\"a")]
    [InlineData("12", "12")]
    [InlineData("<p>a</p> b", "a b")]
    public void TextShouldBeOneCleanMessage(string body, string expected) => Assert.Equal([expected], ErrorMessages.Read(body).Texts);

    [Fact]
    public void EmptyBodyShouldHaveNoMessage() => Assert.Empty(ErrorMessages.Read("").Texts);

    [Fact]
    public void BodyWhoseTextCannotBeReadShouldBeTheOnlyMessage()
    {
        const string Body = """{"errorMessages":["One."],"errors":{"a":"Bad."},"message":"\ud800"}""";

        ErrorMessages messages = ErrorMessages.Read(Body);

        Assert.Equal([Body], messages.Texts);
        Assert.Empty(messages.Fields);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("<p>", "</p>")]
    [InlineData("""{"unknown":""", "}")]
    public void BodyThatIsNotUnderstoodShouldBeShortened(string start, string end)
    {
        int room = 1_000 - (start.StartsWith('{') ? start.Length + end.Length + 2 : 0);
        string quote = start.StartsWith('{') ? "\"" : "";

        Assert.Equal(1_000, Assert.Single(ErrorMessages.Read(start + quote + new string('x', room) + quote + end).Texts).Length);
        string cut = Assert.Single(ErrorMessages.Read(start + quote + new string('x', room + 1) + quote + end).Texts);
        Assert.Equal(1_000, cut.Length);
        Assert.EndsWith("x" + Ellipsis, quote.Length == 0 ? cut : cut.Replace("\"" + Ellipsis, Ellipsis, StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>The text of a member is complete, because the body that contains it is limited.</summary>
    [Fact]
    public void MessageOfAMemberShouldNotBeShortened() =>
        Assert.Equal(1_001, Assert.Single(ErrorMessages.Read($$"""{"message":"{{new string('x', 1_001)}}"}""").Texts).Length);

    private static IEnumerable<string> ReadFields(string body) => ErrorMessages.Read(body).Fields.Select(static field => $"{field.Key}={field.Value}");
}
