using Leeway;
using Leeway.Jira;
using Leeway.Simulator;
using Microsoft.Extensions.DependencyInjection;

var simulator = new AtlassianSimulator();
await using ServiceProvider services = new ServiceCollection()
    .AddAtlassian(options =>
    {
        options.ClientId = simulator.App.ClientId;
        options.ClientSecret = simulator.App.ClientSecret;
        options.Login = AtlassianLogin.ServiceAccount;
        options.Endpoints.AuthorizationServer = simulator.AuthorizationOrigin;
        options.Endpoints.Gateway = simulator.GatewayOrigin;
    })
    .UseTransport(_ => new SimulatorHandler(simulator))
    .AddJira()
    .Services.BuildServiceProvider();

IJiraClient jira = services.GetRequiredService<IJiraClient>();
await foreach (Project project in jira.Projects.EnumerateProjectsAsync())
{
    Console.WriteLine(project.Key);
}
