// Character devices in user space (CUSE), through libfuse 3.
#pragma once
