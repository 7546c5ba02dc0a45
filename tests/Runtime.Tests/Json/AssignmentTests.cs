using System.Net;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Json;
using Leeway.Runtime.Tests.Calls;
using Leeway.Runtime.Tests.Json.Models;

namespace Leeway.Runtime.Tests.Json;

/// <summary>Assigned values are written, whatever was read before.</summary>
public class AssignmentTests
{
    [Fact]
    public void DefaultAssignedAfterAnotherShapeShouldBeWritten()
    {
        Sample sample = JsonAssert.Read<Sample>("""{"flag":"no","small":{},"large":"x","real":[],"day":5,"guid":"g","time":true,"color":[]}""");
        sample.Flag = false;
        sample.Small = 0;
        sample.Large = 0;
        sample.Real = 0;
        sample.Day = default(DateOnly);
        sample.Guid = Guid.Empty;
        sample.Time = default(DateTimeOffset);
        sample.Color = default(Color);
        Assert.Equal(
            """{"flag":false,"small":0,"large":0,"real":0,"time":"0001-01-01T00:00:00.000Z","day":"0001-01-01","guid":"00000000-0000-0000-0000-000000000000","color":null}""",
            JsonAssert.Write(sample));
        Assert.Empty(sample.UnknownMembers);
    }

    [Fact]
    public void RequiredDefaultAssignedAfterAnotherShapeShouldBeWritten()
    {
        Request request = JsonAssert.Read<Request>("""{"name":[],"count":"x","tags":5,"color":{}}""");
        request.Count = 0;
        request.Name = "";
        request.Tags = [];
        request.Color = Color.Empty;
        Assert.Equal("""{"name":"","count":0,"tags":[],"color":""}""", JsonAssert.Write(request));
    }

    [Fact]
    public void NullAssignedAfterAConversionShouldBeKept()
    {
        Sample sample = JsonAssert.Read<Sample>("""{"text":5,"flag":"true","small":"12","real":"1.5","time":1610886840000,"color":7,"numbers":["1"],"textMap":{"a":1}}""");
        sample.Text = null;
        sample.Flag = null;
        sample.Small = null;
        sample.Real = null;
        sample.Time = null;
        sample.Color = null;
        sample.Numbers = null;
        sample.TextMap = null;
        Assert.Equal("{}", JsonAssert.Write(sample));
    }

    [Fact]
    public void NullAssignedAfterAnotherShapeShouldBeKept()
    {
        Sample sample = JsonAssert.Read<Sample>("""{"text":{},"inner":5,"texts":{},"shape":[],"large":7}""");
        sample.Text = null;
        sample.Inner = null;
        sample.Texts = null;
        sample.Shape = null;
        Assert.Equal("""{"large":7}""", JsonAssert.Write(sample));
    }

    [Fact]
    public void ValueThatWasReadInAnotherFormatShouldBeWrittenAsDeclaredAfterAssignment()
    {
        Sample sample = JsonAssert.Read<Sample>("""{"text":12.50,"small":"12","real":0.12345678901234567890123,"guid":"7D4F2A10-0B7E-4C53-9F0E-0123456789AB"}""");
        sample.Text = sample.Text;
        sample.Small = sample.Small;
        sample.Real = sample.Real;
        sample.Guid = sample.Guid;
        Assert.Equal(
            """{"text":"12.50","small":12,"real":0.12345678901234568,"guid":"7d4f2a10-0b7e-4c53-9f0e-0123456789ab"}""",
            JsonAssert.Write(sample));
    }

    [Fact]
    public void NullThatWasReadShouldBeKeptUntilThePropertyIsAssigned()
    {
        Sample sample = JsonAssert.Read<Sample>("""{"text":null,"small":null,"inner":null}""");
        sample.Text = null;
        sample.Small = 0;
        Assert.Equal("""{"small":0,"inner":null}""", JsonAssert.Write(sample));
        sample.Small = null;
        Assert.Equal("""{"inner":null}""", JsonAssert.Write(sample));

        Wide wide = JsonAssert.Read<Wide>("""{"m64":null,"m65":null,"m66":{}}""");
        wide.M64 = null;
        wide.M66 = null;
        Assert.Equal("""{"m65":null}""", JsonAssert.Write(wide));
    }

    [Fact]
    public void LastOfEqualNamesShouldReplaceTheOthers()
    {
        Assert.Equal("""{"small":3}""", JsonAssert.Write(JsonAssert.Read<Sample>("""{"small":"12","small":3}""")));
        Assert.Equal("""{"small":null}""", JsonAssert.Write(JsonAssert.Read<Sample>("""{"small":"12","small":null}""")));
        Assert.Equal("""{"small":"12"}""", JsonAssert.Write(JsonAssert.Read<Sample>("""{"small":{},"small":null,"small":"12"}""")));
        Assert.Equal("""{"m64":1}""", JsonAssert.Write(JsonAssert.Read<Wide>("""{"m64":null,"m64":1}""")));
        Assert.Equal("""{"m64":null}""", JsonAssert.Write(JsonAssert.Read<Wide>("""{"m64":[],"m64":null}""")));
        Sample sample = JsonAssert.Read<Sample>("""{"small":null,"small":3}""");
        sample.Small = null;
        Assert.Equal("{}", JsonAssert.Write(sample));
    }

    [Fact]
    public void AssignedNullShouldBeSentIfItClears()
    {
        Assert.Equal("{}", JsonAssert.Write(new Sample()));
        Assert.Equal("{}", JsonAssert.Write(new Sample { Text = null, Inner = null }));
        Assert.Equal(
            """{"cleared":null,"clearedNumber":null,"clearedInner":null}""",
            JsonAssert.Write(new Sample { Cleared = null, ClearedNumber = null, ClearedInner = null }));
        Assert.Equal("""{"m67":null}""", JsonAssert.Write(new Wide { M66 = null, M67 = null }));
        Assert.Equal(
            """{"name":"n","count":1,"tags":[],"color":"red","owner":null}""",
            JsonAssert.Write(new Request { Name = "n", Count = 1, Tags = [], Color = Color.Red, Owner = null }));

        var sample = new Sample { Cleared = null, ClearedNumber = null };
        sample.Cleared = "x";
        sample.ClearedNumber = 0;
        Assert.Equal("""{"cleared":"x","clearedNumber":0}""", JsonAssert.Write(sample));
        sample.Cleared = null;
        Assert.Equal("""{"cleared":null,"clearedNumber":0}""", JsonAssert.Write(sample));
        var wide = new Wide { M67 = null };
        wide.M67 = 5;
        Assert.Equal("""{"m67":5}""", JsonAssert.Write(wide));
    }

    [Fact]
    public async Task NullAssigneeShouldUnassign()
    {
        Assert.Equal("""{"accountId":null}""", await SentAsync(new Leeway.Jira.User { AccountId = null }));
        Assert.Equal("""{"accountId":"5b10"}""", await SentAsync(new Leeway.Jira.User { AccountId = "5b10" }));
        Assert.Equal("{}", await SentAsync(new Leeway.Jira.User()));

        static async Task<string> SentAsync(Leeway.Jira.User assignee)
        {
            using var handler = RecordingHandler.Answering(HttpStatusCode.NoContent);
            using var invoker = new HttpMessageInvoker(handler);
            await new Leeway.Jira.JiraClient(new AtlassianCaller(invoker)).Issues.AssignIssueAsync("A-1", assignee);
            return Assert.Single(handler.Requests).Text;
        }
    }

    [Fact]
    public void MemberThatNullClearsShouldBeWrittenAsItWasReadUntilItIsAssigned()
    {
        foreach (string json in new[] { "{}", """{"cleared":null}""", """{"cleared":[],"clearedInner":"x"}""", """{"clearedNumber":"1"}""", """{"cleared":"x"}""" })
        {
            Sample sample = JsonAssert.Read<Sample>(json);
            Assert.Equal(json, JsonAssert.Write(sample));
            sample.Cleared = null;
            sample.ClearedNumber = null;
            sample.ClearedInner = null;
            Assert.Equal("""{"cleared":null,"clearedNumber":null,"clearedInner":null}""", JsonAssert.Write(sample));
        }

        Assert.Equal("{}", JsonAssert.Write(JsonAssert.Read<Request>("{}")));
    }

    [Fact]
    public void CopyOfABodyShouldSendTheSame()
    {
        Sample body = JsonAssert.Read<Sample>("""{"small":"12","inner":5,"texts":["a",{}],"numberMap":{"a":"x"},"day":null,"more":{"\ud800":1,"a":1,"a":2}}""");
        body.Cleared = null;
        body.Flag = false;
        Assert.Equal(
            """{"text":"next","flag":false,"small":"12","day":null,"inner":5,"texts":["a",{}],"numberMap":{"a":"x"},"cleared":null,"more":{"\ud800":1,"a":1,"a":2}}""",
            JsonAssert.Write(PagedBody.At(body, "text", "next")));
        Assert.Equal(
            """{"flag":false,"small":7,"day":null,"inner":5,"texts":["a",{}],"numberMap":{"a":"x"},"cleared":null,"more":{"\ud800":1,"a":1,"a":2}}""",
            JsonAssert.Write(PagedBody.At(body, "small", 7)));
    }

    [Fact]
    public void AddedMemberShouldBeWrittenIfThePropertyIsNull()
    {
        var sample = new Sample { Text = "t", UnknownMembers = { ["text"] = RawJson.Null, ["inner"] = RawJson.Null } };
        Assert.Equal("""{"text":"t","inner":null}""", JsonAssert.Write(sample));
        sample.Text = null;
        sample.Inner = null;
        Assert.Equal("""{"text":null,"inner":null}""", JsonAssert.Write(sample));

        sample = JsonAssert.Read<Sample>("""{"small":"12","inner":5}""");
        sample.UnknownMembers["small"] = 13;
        sample.UnknownMembers["inner"] = RawJson.Null;
        Assert.Equal("""{"small":12,"inner":null}""", JsonAssert.Write(sample));
        Assert.True(sample.UnknownMembers.Remove("inner"));
        Assert.Equal("""{"small":12}""", JsonAssert.Write(sample));
    }
}
