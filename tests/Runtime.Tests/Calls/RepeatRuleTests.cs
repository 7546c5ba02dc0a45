using Leeway.Calls;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Runtime.Tests.Calls;

public sealed class RepeatRuleTests
{
    [Theory]
    [InlineData("GET", "always", true)]
    [InlineData("HEAD", "always", true)]
    [InlineData("OPTIONS", "always", true)]
    [InlineData("TRACE", "always", true)]
    [InlineData("PUT", "always", false)]
    [InlineData("DELETE", "always", false)]
    [InlineData("POST", "never", false)]
    [InlineData("PATCH", "never", false)]
    [InlineData("PROPFIND", "never", false)]
    public void OperationWithoutARuleShouldFollowHttp(string method, string rule, bool isReadOnly)
    {
        OperationDescriptor operation = Operation(new HttpMethod(method));

        Assert.Equal((rule, isReadOnly), (operation.Repeat.ToString(), operation.IsReadOnly));
    }

    [Fact]
    public void OperationShouldHaveItsOwnRule()
    {
        Assert.Same(RepeatRule.Never, Operation(HttpMethod.Put, RepeatRule.Never).Repeat);
        Assert.True(Operation(HttpMethod.Post, RepeatRule.Always, OperationMarks.ReadOnly).IsReadOnly);
        Assert.Equal("unless-body:/update", RepeatRule.UnlessBody("/update").ToString());
        Assert.Equal(("/update", null), (RepeatRule.UnlessBody("/update").ForbiddenMember, RepeatRule.Always.ForbiddenMember));
    }

    [Theory]
    [InlineData("")]
    [InlineData("update")]
    [InlineData("#/update")]
    [InlineData("/a~")]
    [InlineData("/a~2")]
    public void TextThatIsNotAPointerToAMemberShouldBeRefused(string path) =>
        Assert.Contains($"'{path}'", Assert.Throws<ArgumentException>(() => RepeatRule.UnlessBody(path)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("/update", """{"update":{"comment":[{"add":{}}]}}""", false)]
    [InlineData("/update", """{"update":null}""", false)]
    [InlineData("/update", """{"u\u0070date":[]}""", false)]
    [InlineData("/update", """{"update":1,"fields":{}}""", false)]
    [InlineData("/update", """{"fields":{"update":1},"Update":1,"updates":1}""", true)]
    [InlineData("/update", """[{"update":1}]""", true)]
    [InlineData("/update", "\"update\"", true)]
    [InlineData("/update", "{}", true)]
    [InlineData("/", """{"":0}""", false)]
    [InlineData("/", "{}", true)]
    [InlineData("/a/b", """{"a":{"c":{"b":1}},"b":1}""", true)]
    [InlineData("/a/b", """{"a":{"c":[1,{"b":2}],"b":false}}""", false)]
    [InlineData("/a/b", """{"a":{"c":1},"a":{"b":1}}""", false)]
    [InlineData("/a/b", """{"a":"b"}""", true)]
    [InlineData("/a~1b/m~0n", """{"a/b":{"m~n":1}}""", false)]
    [InlineData("/~01", """{"~1":1}""", false)]
    [InlineData("/a/1", """{"a":[[0,1]]}""", true)]
    [InlineData("/a/1", """{"a":[[0,1],{}]}""", false)]
    [InlineData("/a/-", """{"a":[0,1]}""", true)]
    [InlineData("/a/0/b", """{"a":[{"b":1}]}""", false)]
    [InlineData("/ä", """{"ä":1}""", false)]
    [InlineData("//b", """{"":{"b":1}}""", false)]
    [InlineData("//b", """{"":{},"/b":1}""", true)]
    public void MemberOfTheBodyShouldForbidTheRepetition(string path, string json, bool expected)
    {
        using JsonBody body = JsonBody.Create<RawJson, ValueCodec<RawJson>>(RawJson.Parse(json));

        Assert.Equal(expected, RepeatRule.UnlessBody(path).Allows(body));
        Assert.True(RepeatRule.Always.Allows(body));
        Assert.False(RepeatRule.Never.Allows(body));
    }

    [Fact]
    public void UnknownBodyShouldForbidTheRepetitionAndNoBodyShouldAllowIt()
    {
        RepeatRule rule = RepeatRule.UnlessBody("/update");
        using StringContent text = new("{}");
        using MultipartBody form = new();

        Assert.Equal((true, false, false), (rule.Allows(null), rule.Allows(text), rule.Allows(form)));
        Assert.Equal((true, false), (RepeatRule.Always.Allows(form), RepeatRule.Never.Allows(null)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"a":1]""")]
    [InlineData("update")]
    public void TextThatIsNotJsonShouldCountAsHavingTheMember(string text) =>
        Assert.True(JsonPointer.MayLead("/update", System.Text.Encoding.UTF8.GetBytes(text)));

    private static OperationDescriptor Operation(HttpMethod method, RepeatRule? rule = null, OperationMarks marks = OperationMarks.None) =>
        new("operation", method, "/operation", "jira", "Jira", [200], marks: marks, repeat: rule);
}
