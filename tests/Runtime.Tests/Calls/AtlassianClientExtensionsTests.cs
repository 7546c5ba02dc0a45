using Leeway.Calls;
using Leeway.Grants;

namespace Leeway.Runtime.Tests.Calls;

public sealed class AtlassianClientExtensionsTests
{
    [Fact]
    public void ClientShouldBeCreatedForAGrantAndASite()
    {
        FakeClient client = new();

        Assert.Same(client, client.For(new GrantId("one"), "site"));
        Assert.Equal(new CallSettings { Grant = new GrantId("one"), Site = "site" }, client.Settings);
        client.For(new GrantId("two"));
        Assert.Equal(new CallSettings { Grant = new GrantId("two") }, client.Settings);
        Assert.Throws<ArgumentNullException>("client", static () => ((IAtlassianClient<FakeClient>)null!).For(new GrantId("one")));
    }

    private sealed class FakeClient : IAtlassianClient<FakeClient>
    {
        public CallSettings? Settings { get; private set; }

        public FakeClient WithSettings(CallSettings settings)
        {
            Settings = settings;
            return this;
        }
    }
}
