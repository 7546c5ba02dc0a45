using CustomerWorker;
using CustomerWorker.Simulated;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.AddDatabase();
if (builder.Environment.IsDevelopment())
{
    builder.Services.AddHostedService<SimulatedCustomers>();
}

builder.AddCustomerLoop();
builder.Build().Run();
