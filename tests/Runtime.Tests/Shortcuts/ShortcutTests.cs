using System.Net;
using Leeway.Generated;

namespace Leeway.Runtime.Tests.Shortcuts;

public class ShortcutTests
{
    private static readonly Transition[] s_transitions =
    [
        new("1", "Start", "In Progress"), new("2", "Done", "Done"), new("3", "Reject", "Done"), new("4", "Stop", "To Do"), new("5", "Back", "To Do"), new("6", " Odd ", null), new(null, "Nothing", "Nothing"),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Start", "1")]
    [InlineData("in progress", "1")]
    [InlineData("done", "2")]
    [InlineData("REJECT", "3")]
    [InlineData(" odd", "6")]
    public void TransitionShouldBeFoundByItsNameAndThenByItsStatus(string name, string id) => Assert.Equal(id, Find(name, s_transitions));

    [Fact]
    public void AmbiguousNameShouldListTheTransitions()
    {
        TransitionNotAvailableException exception = Assert.Throws<TransitionNotAvailableException>(() => Find("To Do", s_transitions));
        Assert.Equal("The issue A-1 has several transitions 'To Do': Stop (to To Do), Back (to To Do). Use the name of one of them, or perform it by its id.", exception.Message);
        Assert.Equal(("A-1", "To Do"), (exception.IssueIdOrKey, exception.Name));
        Assert.Equal(["Start (to In Progress)", "Done (to Done)", "Reject (to Done)", "Stop (to To Do)", "Back (to To Do)", " Odd "], exception.Available);
    }

    [Fact]
    public void UnknownNameShouldListTheTransitions()
    {
        TransitionNotAvailableException exception = Assert.Throws<TransitionNotAvailableException>(() => Find("Ship\n", s_transitions[..2]));
        Assert.Equal("The issue A-1 has no transition 'Ship ' at the moment, and none to a status of that name. Use one of: Start (to In Progress), Done (to Done).", exception.Message);
        Assert.Equal("The issue A-1 has no transition 'Ship' at the moment, and none to a status of that name. It has no transition that this user may perform.", Assert.Throws<TransitionNotAvailableException>(() => Find("Ship", null)).Message);
        Assert.Throws<ArgumentException>(() => Find(" ", s_transitions));
    }

    [Theory]
    [InlineData(true, HttpStatusCode.Conflict, true)]
    [InlineData(false, HttpStatusCode.Conflict, true)]
    [InlineData(false, HttpStatusCode.BadRequest, true)]
    [InlineData(true, HttpStatusCode.BadRequest, false)]
    [InlineData(true, HttpStatusCode.Forbidden, false)]
    [InlineData(false, HttpStatusCode.Forbidden, false)]
    public async Task ConflictShouldBeTriedOnceMore(bool exists, HttpStatusCode status, bool isRepeated)
    {
        List<string> calls = [];
        Task<string> written = Shortcut.CreateOrUpdateAsync(
            _ => Task.FromResult(Add("find") > 1 || exists ? "found" : null),
            _ => Write("create"),
            (_, _) => Write("update"),
            Cancellation);
        if (!isRepeated)
        {
            Assert.Equal(status, (await Assert.ThrowsAsync<AtlassianApiException>(() => written)).Status);
            Assert.Equal(2, calls.Count);
            return;
        }

        Assert.Equal("written", await written);
        Assert.Equal(["find", exists ? "update" : "create", "find", "update"], calls);

        int Add(string call)
        {
            calls.Add(call);
            return calls.Count;
        }

        Task<string> Write(string call) => Add(call) < 3 ? Task.FromException<string>(new AtlassianApiException("no", status)) : Task.FromResult("written");
    }

    [Fact]
    public async Task FailureShouldStayIfTheItemIsNotFoundAfterwards()
    {
        AtlassianApiException failure = new("invalid", HttpStatusCode.BadRequest);
        Assert.Same(failure, await Assert.ThrowsAsync<AtlassianApiException>(() => Shortcut.CreateOrUpdateAsync(
            static _ => Task.FromResult<string?>(null), _ => Task.FromException<string>(failure), static (_, _) => throw new InvalidOperationException(), Cancellation)));
    }

    [Fact]
    public void VersionShouldFollowTheCurrentOne()
    {
        Assert.Equal(5, Shortcut.NextVersion(4));
        Assert.Equal("The page that was found has no version number, so it cannot be updated.", Assert.Throws<UnreadableSuccessException>(() => Shortcut.NextVersion(null)).Message);
    }

    private static string Find(string name, IReadOnlyList<Transition>? transitions) =>
        Shortcut.FindTransition("A-1", name, transitions, static t => t.Id, static t => t.Name, static t => t.Status);

    private sealed record Transition(string? Id, string? Name, string? Status);
}
