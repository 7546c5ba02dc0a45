using System.Net;
using System.Text;
using Leeway.AspNetCore.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;

namespace Leeway.AspNetCore.Tests.Webhooks;

public sealed class WebhookProofTests
{
    [Fact]
    public void DocumentedVectorShouldBeAccepted()
    {
        WebhookProofs proofs = new([], [Encoding.UTF8.GetBytes("It's a Secret to Everybody")], TimeSpan.Zero, new FakeTimeProvider(Deliveries.Now));
        HeaderDictionary headers = new()
        {
            ["X-Hub-Signature"] = "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9",
        };

        Assert.Null(proofs.FindHeaderFault(headers));
        Assert.Null(proofs.FindBodyFault(headers, "Hello World!"u8));
        Assert.NotNull(proofs.FindBodyFault(headers, "Hello World?"u8));
    }

    [Fact]
    public void HeaderWithoutValueShouldNotBeAProof()
    {
        WebhookProofs proofs = new([], [Encoding.UTF8.GetBytes(Deliveries.AdminSecret)], TimeSpan.Zero, new FakeTimeProvider(Deliveries.Now));
        HeaderDictionary headers = new() { ["X-Hub-Signature"] = new StringValues([null]) };

        Assert.NotNull(proofs.FindHeaderFault(headers) ?? proofs.FindBodyFault(headers, "{}"u8));
    }

    [Fact]
    public async Task BothProofsShouldBeAccepted()
    {
        await using WebhookApplication application = await WebhookApplication.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1")));
        Assert.Equal(HttpStatusCode.OK, await application.SendAsync(Deliveries.Admin(Deliveries.CreateBody("A-2"), "2")));
        await application.RunDueAsync();

        Assert.Equal(["1 1", "2 1"], application.Handled.Order());
    }

    [Fact]
    public async Task SecretsOfARotationShouldAllBeAccepted()
    {
        await using WebhookApplication application = await WebhookApplication.StartAsync(static options =>
        {
            options.FurtherClientSecrets.Add("previous");
            options.AdminSecrets.Add("next");
        });
        string body = Deliveries.CreateBody("A-2");

        Assert.Equal(HttpStatusCode.OK, await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1", Deliveries.CreateToken("previous"))));
        Assert.Equal(HttpStatusCode.OK, await application.SendAsync(Deliveries.Admin(body, "2", Deliveries.SignBody(body, "next"))));
        Assert.Equal(HttpStatusCode.Unauthorized, await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-3"), "3", Deliveries.CreateToken("next"))));
    }

    [Fact]
    public async Task TokenShouldExpireByTheClockOfTheApplication()
    {
        await using WebhookApplication application = await WebhookApplication.StartAsync();
        string token = Deliveries.CreateToken(expiresAt: Deliveries.Now.AddSeconds(10));

        application.Time.Advance(TimeSpan.FromSeconds(69));
        Assert.Equal(HttpStatusCode.OK, await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1", token)));
        application.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-2"), "2", token)));
    }

    [Fact]
    public async Task SignatureWithoutSecretsShouldBeRefusedAndBesideATokenIgnored()
    {
        await using WebhookApplication application = await WebhookApplication.StartAsync(static options => options.AdminSecrets.Clear());
        HttpRequestMessage both = Deliveries.Dynamic(Deliveries.CreateBody("A-2"), "2");
        both.Headers.Add("X-Hub-Signature", Deliveries.SignBody("something", "a secret that is not known"));

        Assert.Equal(HttpStatusCode.Unauthorized, await application.SendAsync(Deliveries.Admin(Deliveries.CreateBody("A-1"), "1")));
        Assert.Equal(HttpStatusCode.OK, await application.SendAsync(both));
    }

    [Fact]
    public async Task LargeOrMalformedBodyShouldBeRefused()
    {
        await using WebhookApplication application = await WebhookApplication.StartAsync(static options => options.MaxBodyBytes = 1000);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await application.SendAsync(Deliveries.Dynamic(new string(' ', 1001), "1")));
        Assert.Equal(HttpStatusCode.BadRequest, await application.SendAsync(Deliveries.Dynamic("[]", "2")));
        Assert.Equal(HttpStatusCode.BadRequest, await application.SendAsync(Deliveries.Dynamic("not json", "3")));
        Assert.Equal(HttpStatusCode.BadRequest, await application.SendAsync(Deliveries.Dynamic("", "4")));
        HttpRequestMessage latin = Deliveries.Dynamic("{}", "5");
        latin.Content = new ByteArrayContent(Encoding.Latin1.GetBytes("""{"webhookEvent":"é"}"""));
        Assert.Equal(HttpStatusCode.BadRequest, await application.SendAsync(latin));
        Assert.Equal(0, await application.Store.CountOpenAsync(""));
    }
}
